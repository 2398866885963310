package dev.slipway.cli;

import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Effort;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "prompt",
        description = "Gives work to an agent and shows what it does, until its turn has ended.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway prompt \"Add a --shout option and test it\"",
            "  slipway prompt --session 0m3k9 \"Now document it\"",
            "  slipway prompt --session 0m3k9 --steer \"Leave the tests alone\"",
            "  slipway prompt --repo https://example.org/team/app.git --base develop \"…\"",
            "",
            "While a turn runs, another prompt waits for its end. On a terminal, a line that you type meanwhile steers it.",
            "Ctrl-C stops the turn; a second one leaves it running.",
            "Exit code: 0 done, 1 failed, 2 usage, 3 no backend, 130 stopped."
        })
final class PromptCommand implements Callable<Integer> {
    @Option(
            names = "--repo",
            paramLabel = "PATH|URL|NAME",
            description = "The repository; the one around this folder if not given.")
    private @Nullable String repo;

    @Option(
            names = "--base",
            paramLabel = "REF",
            description = "Branch, tag or commit to begin from; the default branch if not given.")
    private @Nullable String base;

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "Go on with this session (the beginning of its id is enough).")
    private @Nullable String session;

    @Option(names = "--model", paramLabel = "VENDOR/NAME", description = "anthropic/…, openai/… or rehearsal.")
    private @Nullable String model;

    @Option(
            names = "--effort",
            paramLabel = "EFFORT",
            description = "How hard the model should think: ${COMPLETION-CANDIDATES}; its own measure if not given.")
    private @Nullable Effort effort;

    @ArgGroup
    private @Nullable Meanwhile meanwhile;

    @Option(names = "--json", description = "One event a line, as JSON.")
    private boolean json;

    @Parameters(
            paramLabel = "TEXT",
            arity = "0..1",
            description = "What to do. Read from standard input if it isn't given, or is \"-\".")
    private @Nullable String text;

    /// What to do while a turn runs, other than to wait for its end.
    static final class Meanwhile {
        @Option(names = "--steer", description = "Tell it to the agent in the turn that runs, at its next step.")
        private boolean steer;

        @Option(names = "--stop-and-send", description = "Stop the turn that runs, and begin with this at once.")
        private boolean stopAndSend;
    }

    @Override
    public Integer call() throws Exception {
        if (session == null && meanwhile != null)
            throw new Exit(Exit.USAGE, "--steer and --stop-and-send are about a turn that runs; name its --session.");
        if (session != null && (repo != null || base != null))
            throw new Exit(Exit.USAGE, "--session goes on with a session; --repo and --base begin a new one.");
        String words = words();
        try (Talk talk = Talk.open()) {
            SessionId id = session == null ? create(talk) : talk.sessionId(session);
            ServerMessage answer = talk.ask(new ClientMessage.SubmitPrompt(
                    RequestId.fresh(), id, words, session == null ? null : model, effort, null, mode()));
            PromptId prompt = promptOf(answer);
            // All of a new session; of one that goes on, its newest turn and what follows.
            Integer tail = session == null ? null : 1;
            return new Watching(talk, id, new Watching.Until.TurnOf(prompt), json).watch(tail);
        }
    }

    private @Nullable PromptMode mode() {
        if (meanwhile == null) return null;
        return meanwhile.steer ? PromptMode.steer : PromptMode.stop_and_send;
    }

    private static PromptId promptOf(ServerMessage answer) {
        if (answer instanceof ServerMessage.Logged logged && logged.event() instanceof SessionEvent.PromptQueued queued)
            return queued.promptId();
        throw new IllegalStateException("the backend answered with something else");
    }

    private String words() throws java.io.IOException {
        String given = text;
        if (given == null && System.console() != null && System.console().isTerminal())
            throw new Exit(Exit.USAGE, "Say what to do: slipway prompt \"Add a --shout option and test it\"");
        if (given == null || given.equals("-"))
            given = new String(System.in.readNBytes(4 * ClientMessage.LONGEST_PROMPT), StandardCharsets.UTF_8);
        if (given.isBlank()) throw new Exit(Exit.USAGE, "The prompt is empty.");
        if (given.length() > ClientMessage.LONGEST_PROMPT)
            throw new Exit(
                    Exit.USAGE,
                    "The prompt is longer than " + ClientMessage.LONGEST_PROMPT
                            + " characters. Put it into a file of the repository and refer to it.");
        return given;
    }

    private SessionId create(Talk talk) throws InterruptedException {
        RepositoryName repository = repository(talk);
        ServerMessage answer = talk.ask(
                new ClientMessage.CreateSession(RequestId.fresh(), repository, base, model), "Fetching " + repository);
        if (answer instanceof ServerMessage.Logged logged) return logged.sessionId();
        throw new IllegalStateException("the backend answered with something else");
    }

    private RepositoryName repository(Talk talk) throws InterruptedException {
        Collection<Repository> known = talk.board().repositories().values();
        String wanted = repo;
        if (wanted == null) {
            Optional<Path> around = repositoryAround(Path.of("").toAbsolutePath());
            if (around.isPresent()) return add(talk, around.get().toString());
            if (known.size() == 1) return known.iterator().next().name();
            throw new Exit(
                    Exit.USAGE,
                    known.isEmpty()
                            ? "This folder is in no git repository. Go into one, or name one with --repo."
                            : "This folder is in no git repository. Choose one with --repo: "
                                    + String.join(
                                            ", ",
                                            known.stream()
                                                    .map(r -> r.name().value())
                                                    .toList()));
        }
        for (Repository each : known) if (each.name().value().equals(wanted)) return each.name();
        boolean url = wanted.contains("://") || wanted.matches("[^/]+@[^/]+:.*");
        if (!url && !Files.exists(Path.of(wanted)))
            throw new Exit(
                    Exit.USAGE,
                    "There is no folder and no known repository " + wanted
                            + "; `slipway repo list` shows those that are known.");
        return add(
                talk,
                url ? wanted : Path.of(wanted).toAbsolutePath().normalize().toString());
    }

    /// Answers with the one that is there if it was added before.
    private static RepositoryName add(Talk talk, String location) throws InterruptedException {
        ServerMessage answer =
                talk.ask(new RepositoryCommand.AddRepository(RequestId.fresh(), location, null), "Reading " + location);
        if (answer instanceof ServerMessage.Board board && board.event() instanceof BoardEvent.RepositoryAdded added)
            return added.repository().name();
        throw new IllegalStateException("the backend answered with something else");
    }

    /// The innermost folder from here upwards that holds a `.git`.
    static Optional<Path> repositoryAround(Path folder) {
        for (Path at = folder; at != null; at = at.getParent())
            if (Files.exists(at.resolve(".git"))) return Optional.of(at);
        return Optional.empty();
    }
}
