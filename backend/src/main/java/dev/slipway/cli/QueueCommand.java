package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "queue",
        description = "Lists the prompts that wait in a session, the next one first, and changes them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[edit | move | cancel]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway queue 0m3k9",
            "  slipway queue edit 0m3k9 2 \"Document it, too\"",
            "  slipway queue move 0m3k9 3 --before 1",
            "  slipway queue cancel 0m3k9 2",
            "",
            "A prompt is named by its place or, as the queue may move meanwhile, by its id."
        })
final class QueueCommand implements Callable<Integer> {
    private static final int WIDEST = 60;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The session; the beginning of its id is enough.")
    private @Nullable String id;

    @Override
    public Integer call() throws InterruptedException {
        String of = id;
        if (of == null) throw new Exit(Exit.USAGE, "Say which session: slipway queue ID");
        try (Talk talk = Talk.open()) {
            List<PromptQueued> waiting = waiting(talk, talk.sessionId(of));
            if (waiting.isEmpty()) System.out.println("No prompt waits in this session.");
            Style style = Style.here();
            for (int i = 0; i < waiting.size(); i++) System.out.println(line(i + 1, waiting.get(i), style));
            return Exit.DONE;
        }
    }

    @Command(name = "edit", description = "Gives a prompt that waits other words.", mixinStandardHelpOptions = true)
    int edit(
            @Parameters(paramLabel = "ID", description = "The session.") String session,
            @Parameters(paramLabel = "PROMPT", description = "Its place, or its id.") String prompt,
            @Parameters(paramLabel = "TEXT", description = "What it says from now on.") String text)
            throws InterruptedException {
        return change(session, prompt, (of, found, all) -> {
            if (text.isBlank() || text.length() > ClientMessage.LONGEST_PROMPT)
                throw new Exit(
                        Exit.USAGE, "A prompt has between 1 and " + ClientMessage.LONGEST_PROMPT + " characters.");
            return new ControlCommand.EditPrompt(RequestId.fresh(), of, found.promptId(), text);
        });
    }

    @Command(name = "move", description = "Gives a prompt that waits another place.", mixinStandardHelpOptions = true)
    int move(
            @Parameters(paramLabel = "ID", description = "The session.") String session,
            @Parameters(paramLabel = "PROMPT", description = "Its place, or its id.") String prompt,
            @Option(
                            names = "--before",
                            paramLabel = "PROMPT",
                            description = "The prompt that shall come after it; it goes to the end if not given.")
                    @Nullable
                    String before)
            throws InterruptedException {
        return change(
                session,
                prompt,
                (of, found, all) -> new ControlCommand.MovePrompt(
                        RequestId.fresh(),
                        of,
                        found.promptId(),
                        before == null ? null : find(all, before).promptId()));
    }

    @Command(name = "cancel", description = "Takes a prompt that waits away.", mixinStandardHelpOptions = true)
    int cancel(
            @Parameters(paramLabel = "ID", description = "The session.") String session,
            @Parameters(paramLabel = "PROMPT", description = "Its place, or its id.") String prompt)
            throws InterruptedException {
        return change(
                session,
                prompt,
                (of, found, all) -> new ControlCommand.CancelPrompt(RequestId.fresh(), of, found.promptId()));
    }

    private interface Change {
        ControlCommand of(SessionId session, PromptQueued found, List<PromptQueued> all);
    }

    /// Does it and shows the queue as it is then.
    private static int change(String session, String prompt, Change change) throws InterruptedException {
        try (Talk talk = Talk.open()) {
            SessionId of = talk.sessionId(session);
            List<PromptQueued> all = waiting(talk, of);
            ControlCommand command;
            try {
                command = change.of(of, find(all, prompt), all);
            } catch (IllegalArgumentException e) {
                throw new Exit(Exit.USAGE, String.valueOf(e.getMessage()));
            }
            talk.ask(command);
            List<PromptQueued> now = waiting(talk, of);
            if (now.isEmpty()) System.out.println("No prompt waits any more.");
            for (int i = 0; i < now.size(); i++) System.out.println(line(i + 1, now.get(i), Style.here()));
            return Exit.DONE;
        }
    }

    private static List<PromptQueued> waiting(Talk talk, SessionId session) throws InterruptedException {
        return WholeSession.read(talk.client(), session).view().waiting();
    }

    private static PromptQueued find(List<PromptQueued> waiting, String named) {
        int place = named.matches("[0-9]{1,3}") ? Integer.parseInt(named) : 0;
        if (place >= 1 && place <= waiting.size()) return waiting.get(place - 1);
        return waiting.stream()
                .filter(prompt -> prompt.promptId().value().equals(named))
                .findFirst()
                .orElseThrow(() -> new Exit(
                        Exit.USAGE,
                        "No prompt " + named + " waits in this session; `slipway queue ID` shows those that do."));
    }

    private static String line(int place, PromptQueued prompt, Style style) {
        String ahead = Prompting.mark(prompt);
        return place + "  " + Human.cut(Plain.line(prompt.text()), WIDEST) + (ahead.isEmpty() ? "" : " (" + ahead + ")")
                + style.dim("  " + Plain.line(prompt.author().name()) + " · " + prompt.promptId());
    }
}
