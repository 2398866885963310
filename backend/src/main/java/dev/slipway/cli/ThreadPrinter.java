package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.ImportedFrom;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.TurnId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// A session's thread as text that only ever grows. What was shown while it streamed is not shown again when
/// its final event comes. One thread.
final class ThreadPrinter {
    private final Consumer<String> out;
    private final Style style;
    private final Function<TurnId, String> labels;
    private final TurnEndPrinter ends;
    private final ToolPrinter tools;
    private final Map<BlockId, Integer> shown = new HashMap<>();
    private final Set<BlockId> thinking = new HashSet<>();
    private boolean atLineStart = true;
    private String session = "";

    /// @param out takes pieces of text, line ends included
    ThreadPrinter(Consumer<String> out, Style style) {
        this(out, style, turn -> "");
    }

    /// @param labels what a turn is called; empty where that isn't known
    ThreadPrinter(Consumer<String> out, Style style, Function<TurnId, String> labels) {
        this.out = out;
        this.labels = labels;
        this.style = style;
        this.tools = new ToolPrinter(this::line, style);
        this.ends = new TurnEndPrinter(this::line, style);
    }

    void logged(Logged logged) {
        session = logged.sessionId().value();
        switch (logged.event()) {
            case SessionEvent.SessionCreated e -> created(e);
            case SessionEvent.BaseNoted e -> e.notes().forEach(note -> line(style.amber("· " + Plain.line(note))));
            case SessionEvent.PromptQueued e -> prompt(e);
            case ControlEvent e -> controlled(e);
            case SessionEvent.SessionArchived e -> line(style.dim("The session was archived."));
            case SessionEvent.SessionRestored e -> line(style.dim("The session was taken out of the archive."));
            case SessionEvent.HostAllowed e ->
                line(style.dim(Plain.line(e.person().name()) + " allowed " + Plain.line(e.host()) + "."));
            case SharingEvent e -> line(style.dim(Sharings.words(e)));
            case AsideEvent.SpendingNoted e -> trouble(e.message());
            case AsideEvent.TitleSuggested _ -> {}
            case SessionEvent.TurnStarted e -> started(e);
            case SessionEvent.TurnResumed e -> line(style.amber("The backend was restarted; the turn goes on."));
            case SessionEvent.SandboxStarting e -> line(style.dim("· " + Plain.line(e.message()) + "…"));
            case SessionEvent.SandboxReady e -> ready(e);
            case AsideEvent.ServicesFailed e -> e.problems().forEach(this::trouble);
            case SessionEvent.FilesSyncing e -> syncing(e);
            case SessionEvent.ThinkingFinished e -> thought(e);
            case SessionEvent.AnswerFinished e -> whole(e.blockId(), e.text(), "");
            case SessionEvent.AnswerInterrupted e -> whole(e.blockId(), e.text(), " ⋯ broken off");
            case SessionEvent.ToolStarted e -> tools.queued(e);
            case SessionEvent.ToolFinished e -> tools.finished(e);
            case SessionEvent.EgressRefused e -> refused(e);
            case SessionEvent.QuestionAsked e -> question(e);
            case SessionEvent.StepFinished _ -> tools.begin();
            case SessionEvent.TitleChanged _ -> {}
            case SessionEvent.ModelRetrying e ->
                trouble(e.reason() + " Trying again in " + Human.duration(e.delayMs()) + ".");
            case SessionEvent.ContextCompacted e -> line(style.dim("· The conversation was summarised to make room."));
            case SessionEvent.FilesChanged e -> ends.files(e);
            case SessionEvent.CommitMade e -> ends.commit(e);
            case SessionEvent.SnapshotFailed e -> line(style.amber("· " + Plain.line(e.message())));
            case SessionEvent.TurnsUndone e -> undone(e);
            case SessionEvent.TurnFinished e -> ends.turn(e);
            case SessionEvent.SnapshotTaken _, SessionEvent.Unknown _ -> {}
        }
    }

    private void syncing(SessionEvent.FilesSyncing e) {
        Long took = e.tookMs();
        String now =
                took == null ? "Reading an earlier commit; edits wait for the newest files…" : "Edits unlocked in ";
        line(style.dim("· " + now + (took == null ? "" : Human.duration(took) + ".")));
    }

    private void trouble(String words) {
        line(style.amber("· " + Plain.text(words)));
    }

    void delta(Delta delta) {
        live(delta.blockId(), delta.kind(), delta.offset(), delta.text());
    }

    void draft(Draft draft) {
        live(draft.blockId(), draft.kind(), draft.offset(), draft.text());
    }

    /// A line of our own, not of the thread's.
    void note(String text) {
        line(style.dim(text));
    }

    private void live(BlockId block, BlockKind kind, long offset, String text) {
        switch (kind) {
            case answer -> {
                int have = shown.getOrDefault(block, 0);
                if (offset > have || offset + text.length() <= have) return;
                if (have == 0) gap();
                print(Plain.text(text.substring((int) (have - offset))));
                shown.put(block, (int) (offset + text.length()));
            }
            case thinking -> {
                if (thinking.add(block)) line(style.dim("· thinking…"));
            }
            case output -> tools.output(block, text);
        }
    }

    private void whole(BlockId block, String text, String mark) {
        Integer have = shown.remove(block);
        if (have == null) gap();
        int from = have == null ? 0 : Math.min(have, text.length());
        print(Plain.text(text.substring(from)) + (mark.isEmpty() ? "" : style.amber(mark)));
        freshLine();
    }

    private void prompt(SessionEvent.PromptQueued e) {
        freshLine();
        line("");
        String mark = Prompting.mark(e);
        line(style.bold(Plain.line(e.author().name())) + (mark.isEmpty() ? "" : style.dim(" · " + mark)));
        quoted(e.text());
        for (Attachment attachment : e.attached())
            line(style.dim("│ + " + Plain.line(attachment.name()) + ", " + Human.bytes(attachment.sizeBytes())));
    }

    private void controlled(ControlEvent event) {
        String words = Prompting.words(event);
        switch (event) {
            case ControlEvent.PromptEdited e -> {
                line("");
                line(style.dim(words));
                quoted(e.text());
            }
            case ControlEvent.StopRequested _ -> line(style.amber(words));
            case ControlEvent.PromptSteered _ -> line(style.blue(words));
            case ControlEvent.PromptCancelled _, ControlEvent.PromptMoved _ -> line(style.dim(words));
        }
    }

    private void quoted(String text) {
        for (String textLine : Plain.text(text).split("\n", -1)) line(style.blue("│ ") + textLine);
    }

    private void created(SessionEvent.SessionCreated e) {
        line(style.dim(
                "Session " + e.sessionId() + " on " + Plain.line(e.repository().value()) + " at " + Plain.line(e.base())
                        + " " + Plain.line(Human.cut(e.baseCommit(), 10))));
        if (e.importedFrom() != null) imported(e.importedFrom());
        if (e.forkedFrom() != null)
            line(style.dim("Forked from " + e.forkedFrom().sessionId() + " after "
                    + label(e.forkedFrom().turnId(), "one of its turns")));
    }

    private void imported(ImportedFrom from) {
        Person person = from.person();
        line(style.amber(
                "Imported on " + Human.day(from.importedAtMs()) + ", to be looked at: nothing can be done in it."));
        line(style.dim("It was session " + from.sessionId() + (person == null ? "" : " of " + Plain.line(person.name()))
                + ", exported on " + Human.day(from.exportedAtMs())));
        if (from.lost() > 0)
            line(style.amber("It was damaged: " + Human.count(from.lost(), "event") + " of it are lost."));
    }

    private void undone(SessionEvent.TurnsUndone e) {
        line("");
        String to = e.toTurnId() == null ? "where the session began" : "the end of " + label(e.toTurnId(), "a turn");
        line(style.amber("↶ " + Plain.line(e.person().name()) + " went back to " + to + "; "
                + Human.count(e.undone().size(), "turn") + " undone"));
    }

    private String label(TurnId turn, String otherwise) {
        String label = labels.apply(turn);
        return label.isEmpty() ? otherwise : label;
    }

    private void started(SessionEvent.TurnStarted e) {
        String label = labels.apply(e.turnId());
        String model = (label.isEmpty() ? "" : label + " · ") + Plain.line(e.model());
        if (e.rehearsal()) {
            if (!label.isEmpty()) line(style.dim("· " + label));
            line(
                    style.amber(
                            "This is a rehearsal: a script plays the model. Set ANTHROPIC_API_KEY or OPENAI_API_KEY for a real one."));
        } else line(style.dim("· " + model));
    }

    private void ready(SessionEvent.SandboxReady e) {
        if (e.restarted()) line(style.dim("· The sandbox was started anew; its processes and /tmp are gone."));
        for (String degraded : e.degraded()) line(style.dim("· Not enforced on this machine: " + Plain.line(degraded)));
    }

    private void thought(SessionEvent.ThinkingFinished e) {
        if (e.text().isBlank()) return;
        int words = e.text().strip().split("\\s+").length;
        line(style.dim("✻ thought, " + Human.count(words, "word")));
    }

    private void refused(SessionEvent.EgressRefused e) {
        String host = Plain.line(Human.cut(e.host(), 253));
        line(style.amber("⊘ " + host + ":" + e.port() + " was refused: " + Plain.line(e.reason()) + "."));
        // What isn't a host name by its characters is nothing to put into a shell.
        if (e.host().matches("[a-z0-9.-]+"))
            line(style.dim("  Allow it for this session:  slipway allow " + session + " " + host));
    }

    private void question(SessionEvent.QuestionAsked e) {
        line("");
        line(style.bold("? " + Plain.text(e.question())));
        for (String option : e.options()) line("  – " + Plain.line(option));
        line(style.dim("  Answer with the next prompt."));
    }

    private void gap() {
        freshLine();
        line("");
    }

    private void line(String text) {
        freshLine();
        out.accept(text + "\n");
    }

    private void freshLine() {
        if (!atLineStart) out.accept("\n");
        atLineStart = true;
    }

    private void print(String text) {
        if (text.isEmpty()) return;
        out.accept(text);
        atLineStart = text.endsWith("\n");
    }
}
