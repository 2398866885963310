package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Footing;
import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.client.SessionView;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// Many sessions at work and many clients that come and go, over a backend that is killed and started again on its
/// port.
/// One thread.
final class CrowdKilling implements AutoCloseable {
    private static final int SESSIONS = 50;
    private static final int REGULARS = 20;
    private static final int ONLOOKERS = 180;
    private static final int LONGEST_MS = 2_500;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String CONFIGURATION = """
            sandbox:
              idle-minutes: 0.02
            pool:
              most: 0
            """;

    /// Takes about a second, and says something all the while.
    private static final String WORK =
            "for i in 0 1 2 3 4 5 6 7 8 9; do echo $i of %d; sleep 0.1; done; echo %<d >> log";

    private final FakeVendor vendor = new FakeVendor().always(Replies::working);
    private final PackedBackend packed;
    private final Path root;
    private final Random random;
    private final long seed;
    private final int port;
    private final List<SessionId> sessions = new ArrayList<>();
    private final Map<SessionId, List<RequestId>> asked = new HashMap<>();
    private final List<Regular> regulars = new ArrayList<>();
    private final List<Onlooker> onlookers = new ArrayList<>();
    private BackendProcess backend;

    CrowdKilling(PackedBackend packed, Path root, long seed) throws IOException {
        this.packed = packed;
        this.root = root;
        this.seed = seed;
        this.random = new Random(seed);
        this.port = BackendProcess.freePort();
    }

    @Override
    public void close() throws Exception {
        regulars.forEach(Regular::close);
        for (Onlooker each : onlookers) each.leave();
        if (backend != null) backend.close();
        vendor.close();
    }

    void run(int kills) throws Exception {
        start();
        Footing before = begun();
        crowd();
        List<CompletableFuture<ServerMessage>> answers = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            for (SessionId session : sessions) answers.add(prompt(session, WORK.formatted(i)));
            pass(random.nextInt(LONGEST_MS));
            backend.kill();
            Leftovers left = Leftovers.of(root, backend.pid());
            start();
            left.assertSwept();
        }
        for (CompletableFuture<ServerMessage> answer : answers) answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try (Witness witness = settled()) {
            for (SessionId session : sessions) assertAskedOnce(witness.events(session));
            assertAllSeeTheSame(witness);
        }
        regulars.parallelStream().forEach(Regular::close);
        regulars.clear();
        for (Onlooker each : onlookers) each.leave();
        before.awaitRegained(says("when all have gone"), backend.pid());
    }

    private String says(String what) {
        return "seed " + seed + ": " + what;
    }

    private void start() throws IOException {
        Path configuration = root.resolve("slipway.yaml");
        Files.writeString(configuration, CONFIGURATION);
        Map<String, String> settings =
                Map.of("OPENAI_BASE_URL", vendor.url() + "/v1", "SLIPWAY_CONFIG", configuration.toString());
        backend = BackendProcess.start(packed, root, settings, port, List.of());
    }

    /// All sessions have had one turn, nobody looks, and what rests has been put away.
    private Footing begun() {
        try (Witness witness = new Witness(backend.backend())) {
            RepositoryName sample = witness.sample(root);
            for (int i = 0; i < SESSIONS; i++) {
                SessionId session = witness.begin(sample);
                sessions.add(session);
                RequestId request = RequestId.fresh();
                asked.put(session, new ArrayList<>(List.of(request)));
                witness.ask(new ClientMessage.SubmitPrompt(request, session, "echo begun > log", null, null));
            }
            awaitEnds(witness);
        }
        Awaitility.await("sandboxes are released, and sessions closed")
                .dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .until(() -> isAtRest(backend.pid()));
        return Footing.of(backend.pid());
    }

    private static boolean isAtRest(long pid) throws IOException {
        if (ProcessHandle.of(pid).orElseThrow().descendants().findAny().isPresent()) return false;
        try {
            for (Path file : Leftovers.list(Path.of("/proc/" + pid + "/fd")))
                if (Files.readSymbolicLink(file).endsWith("log.db")) return false;
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void crowd() {
        for (int i = 0; i < REGULARS; i++) {
            Regular regular = new Regular(backend.backend());
            regulars.add(regular);
            for (int s = i; s < SESSIONS; s += REGULARS) regular.follow(sessions.get(s));
        }
        for (int i = 0; i < ONLOOKERS; i++)
            onlookers.add(new Onlooker(backend.backend(), sessions.get(i % SESSIONS), random.nextLong()));
    }

    private CompletableFuture<ServerMessage> prompt(SessionId session, String text) {
        RequestId request = RequestId.fresh();
        asked.get(session).add(request);
        return regulars.get(random.nextInt(REGULARS)).prompt(request, session, text);
    }

    /// Lets time pass, as it does between one fault and the next.
    private static void pass(int ms) {
        long until = System.nanoTime() + ms * 1_000_000L;
        Awaitility.await()
                .dontCatchUncaughtExceptions()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> System.nanoTime() >= until);
    }

    private Witness settled() {
        onlookers.forEach(Onlooker::stay);
        Witness witness = new Witness(backend.backend());
        sessions.forEach(witness::follow);
        awaitEnds(witness);
        return witness;
    }

    private void awaitEnds(Witness witness) {
        Awaitility.await(says("all turns come to an end"))
                .dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    int prompts = asked.values().stream().mapToInt(List::size).sum();
                    return witness.count(PromptQueued.class) == prompts && witness.count(TurnFinished.class) == prompts;
                });
    }

    /// What was asked for is there once, and was told to the agent once.
    private void assertAskedOnce(List<Logged> events) {
        SessionId session = events.getFirst().sessionId();
        List<RequestId> requests = new ArrayList<>();
        List<PromptId> prompts = new ArrayList<>();
        List<PromptId> told = new ArrayList<>();
        for (Logged logged : events) {
            if (logged.event() instanceof PromptQueued queued) {
                requests.add(queued.requestId());
                prompts.add(queued.promptId());
            }
            if (logged.event() instanceof TurnStarted started) told.add(started.promptId());
        }
        assertThat(requests)
                .as(says("what " + session + " was asked"))
                .containsExactlyInAnyOrderElementsOf(asked.get(session));
        assertThat(told).as(says("what its agent was told")).containsExactlyElementsOf(prompts);
    }

    private void assertAllSeeTheSame(Witness witness) {
        Map<SessionId, SessionView> folds = new HashMap<>();
        for (SessionId session : sessions) {
            SessionView view = SessionView.EMPTY;
            for (Logged logged : witness.events(session)) view = view.apply(logged);
            folds.put(session, view);
        }
        Awaitility.await(says("everybody has seen all"))
                .dontCatchUncaughtExceptions()
                .failFast(says("somebody was told what is wrong"), this::assertNoTrouble)
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    for (Regular each : regulars)
                        each.views()
                                .forEach((session, view) -> assertThat(view)
                                        .as(says("a client's view of " + session))
                                        .isEqualTo(folds.get(session)));
                    for (Onlooker each : onlookers) {
                        assertThat(each.view())
                                .as(says("an onlooker's view of " + each.session()))
                                .isEqualTo(folds.get(each.session()));
                    }
                });
    }

    private void assertNoTrouble() {
        for (Regular each : regulars) assertThat(each.troubles()).isEmpty();
        for (Onlooker each : onlookers) assertThat(each.trouble()).isNull();
    }
}
