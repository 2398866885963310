package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.SnapshotTaken;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// Prompts, forks and undoes with a real backend that it kills in the midst of that, and looks whether the
/// files of each session are those of its newest commit that counts. One thread.
final class PastKilling implements AutoCloseable {
    private static final int LONGEST_MS = 400;
    /// So many files that they are moved and not copied.
    private static final String MUCH = " && mkdir -p many-%d && cd many-%d && seq 2001 | xargs touch";

    private final PackedBackend packed;
    private final Path root;
    private final FakeVendor vendor;
    private final GitRepository project;
    private BackendProcess backend;
    private Witness witness;
    private SessionId session;

    /// @param root a folder of its own
    PastKilling(PackedBackend packed, Path root) throws IOException {
        this.packed = packed;
        this.root = root;
        this.vendor = new FakeVendor().always(Replies::working);
        this.project = GitRepository.withCommit(root.resolve("project"));
        project.write(".gitignore", "many-*\n");
        project.commit("Ignore");
    }

    @Override
    public void close() throws IOException {
        if (witness != null) witness.close();
        if (backend != null) backend.close();
        vendor.close();
    }

    void run(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        start();
        session = created(new ClientMessage.CreateSession(RequestId.fresh(), added(), null, null));
        witness.follow(session);
        settle(session, "the beginning", "echo begun > log");
        for (int i = 0; i < kills; i++) {
            String moment = "seed " + seed + ", kill " + i;
            settle(session, moment + ": before it", null);
            ClientMessage.Command command = command(random, i);
            witness.client().send(command);
            long until = System.nanoTime() + random.nextInt(LONGEST_MS) * 1_000_000L;
            witness.await("the moment", w -> System.nanoTime() >= until);
            restart();
            ServerMessage answer = witness.ask(command);
            assertThat(witness.ask(command)).as(moment + ": a repeat").isEqualTo(answer);
            settle(session, moment, null);
            check(session, moment + ": " + command);
            if (command instanceof ClientMessage.ForkSession) {
                SessionId parent = session;
                SessionId fork = ((Logged) answer).sessionId();
                follow(fork);
                check(fork, moment + ": the fork");
                if (random.nextBoolean()) witness.ask(new ClientMessage.DeleteSession(RequestId.fresh(), parent));
                else follow(parent);
            }
        }
        restart();
        assertNothingIsLeftOver();
    }

    private ClientMessage.Command command(Random random, int number) {
        List<TurnId> turns = witness.all(SnapshotTaken.class).stream()
                .map(SnapshotTaken::turnId)
                .toList();
        TurnId any = turns.get(random.nextInt(turns.size()));
        int which = random.nextInt(4);
        if (which == 0) return new ClientMessage.ForkSession(RequestId.fresh(), session, any);
        if (which == 1 && !any.equals(live().getLast()))
            return new ClientMessage.UndoTurns(RequestId.fresh(), session, any);
        String much = random.nextBoolean() ? MUCH.formatted(number, number) : "";
        return new ClientMessage.SubmitPrompt(
                RequestId.fresh(), session, "echo " + number + " >> log" + much, null, null);
    }

    private void start() throws IOException {
        backend = BackendProcess.start(packed, root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"));
        witness = new Witness(backend.backend());
    }

    private void restart() throws IOException {
        backend.kill();
        witness.close();
        start();
        if (session != null) witness.follow(session);
    }

    private void follow(SessionId other) {
        witness.close();
        witness = new Witness(backend.backend());
        session = other;
        witness.follow(session);
    }

    private dev.slipway.protocol.RepositoryName added() {
        ServerMessage answer = witness.ask(new RepositoryCommand.AddRepository(
                RequestId.fresh(), project.folder().toString(), null));
        return ((BoardEvent.RepositoryAdded) ((ServerMessage.Board) answer).event())
                .repository()
                .name();
    }

    private SessionId created(ClientMessage.Command command) {
        return ((Logged) witness.ask(command)).sessionId();
    }

    /// Waits until all turns have ended, after one more if a prompt is given.
    private void settle(SessionId of, String when, String prompt) {
        RequestId request = RequestId.fresh();
        if (prompt != null) witness.ask(new ClientMessage.SubmitPrompt(request, of, prompt, null, null));
        witness.await(
                when + ": the turns end",
                w -> w.count(SessionEvent.PromptQueued.class) > 0
                        && w.count(TurnFinished.class) == w.count(SessionEvent.PromptQueued.class)
                        && (prompt == null
                                || w.last(SessionEvent.PromptQueued.class)
                                        .requestId()
                                        .equals(request)));
    }

    /// The turns that count, in order.
    private List<TurnId> live() {
        Set<TurnId> undone = witness.all(SessionEvent.TurnsUndone.class).stream()
                .reduce((a, b) -> b)
                .map(undo -> Set.copyOf(undo.undone()))
                .orElse(Set.of());
        return witness.all(TurnStarted.class).stream()
                .map(TurnStarted::turnId)
                .filter(turn -> !undone.contains(turn))
                .toList();
    }

    private void check(SessionId of, String when) {
        settle(of, when, "cat log 2>/dev/null; echo; ls -d many-* 2>/dev/null | wc -l");
        assertThat(witness.last(TurnFinished.class).message()).as(when).isNull();
        List<TurnId> live = live();
        String expected = witness.all(CommitMade.class).stream()
                .filter(commit -> live.contains(commit.turnId()))
                .reduce((a, b) -> b)
                .map(commit -> project.git("show", commit.commit() + ":log"))
                .orElse("");
        assertThat(witness.last(SessionEvent.ToolFinished.class).output().strip())
                .as(when)
                .startsWith(expected);
        assertThat(witness.all(SessionEvent.SnapshotFailed.class)).as(when).isEmpty();
    }

    /// Layers that nothing names, and sessions that nobody was told of.
    private void assertNothingIsLeftOver() {
        Path state = root.resolve("state");
        Awaitility.await("only what is named is left")
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    Set<String> named = new TreeSet<>();
                    for (Path session : list(state.resolve("sessions"))) {
                        Path stack = session.resolve("workspace/stack");
                        if (Files.exists(stack)) named.addAll(keys(stack));
                        assertThat(session.resolve("log.db")).exists();
                    }
                    assertThat(list(state.resolve("layers")).stream()
                                    .map(layer -> layer.getFileName().toString())
                                    .filter(name -> name.startsWith("turn-"))
                                    .toList())
                            .containsExactlyInAnyOrderElementsOf(named);
                });
    }

    private static Set<String> keys(Path stack) throws IOException {
        Properties all = new Properties();
        try (var reader = Files.newBufferedReader(stack)) {
            all.load(reader);
        }
        return all.values().stream()
                .flatMap(value -> Stream.of(value.toString().split(" ")))
                .filter(word -> word.startsWith("turn-"))
                .collect(Collectors.toSet());
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
