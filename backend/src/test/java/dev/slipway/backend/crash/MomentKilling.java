package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.ApiClient;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.SandboxReady;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnsUndone;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// Kills a real backend in the midst of what makes files, at moments that the files themselves tell. One thread.
final class MomentKilling extends KillScene {
    /// Written by something that goes on after its turn.
    private static final String GOES_ON =
            "mkdir -p out; (while sleep 0.05; do date >> out/ticks; done) > /dev/null 2>&1 &";

    private int number;

    /// @param root a folder of its own
    MomentKilling(PackedBackend packed, Path root) throws IOException {
        super(packed, root);
    }

    /// An image that is being built; then sandboxes of the pool, and a session that takes one.
    void imagesAndPool() throws Exception {
        configure("pool:\n  most: 1\n");
        project.write(".slipway/environment.yaml", """
                setup: mkdir -p out; seq 3000 | (cd out; xargs touch); sleep 2
                build: seq 3000 > out/built; sleep 2
                """);
        String head = project.commit("To be built");
        start();
        RepositoryName name = added();
        for (String step : List.of("setup", "build")) {
            await(
                    step + " is being built",
                    () -> any("layers", layer -> layer.contains("making") && layer.contains(step)));
            restart();
        }
        awaitImage(name, head);

        Set<String> before = sessions();
        session = begun();
        witness.follow(session);
        before.add(session.value());
        await("a sandbox is being made to wait", () -> any("sessions", id -> !before.contains(id)));
        restart();
        settle(session, "while one was being made", "cat out/built | wc -l");
        assertThat(witness.last(ToolFinished.class).output()).isEqualTo("3000");
        Path waiting = backend.awaitWaiting();
        restart();
        assertThat(waiting).doesNotExist();
        taken(name);
    }

    /// Killed as soon as the folder that was kept has become the session's.
    private void taken(RepositoryName name) throws Exception {
        Path waiting = backend.awaitWaiting();
        ClientMessage.CreateSession command = new ClientMessage.CreateSession(RequestId.fresh(), name, null, null);
        witness.client().send(command);
        await("it is taken", () -> Files.exists(waiting.resolve("log.db")));
        restart();
        SessionId made = ((Logged) witness.ask(command)).sessionId();
        assertThat(((Logged) witness.ask(command)).sessionId()).as("a repeat").isEqualTo(made);
        follow(made);
        settle(made, "a session that took one", "echo taken > log");
        check(made, "a session that took one");
        restart();
    }

    /// Copies and moves of what a turn has written, the start on top of them, a fork, and an undo.
    void snapshotsAndPast() throws Exception {
        start();
        session = begun();
        witness.follow(session);
        settle(session, "the beginning", "echo begun > log");

        Set<String> layers = new HashSet<>(names("layers"));
        prompted("", () -> any("layers", key -> key.startsWith("turn-") && !layers.contains(key)));
        prompted(
                PastKilling.MUCH.formatted(1, 1), () -> Files.exists(workspace().resolve("stack.next")));
        prompted("", () -> Files.exists(workspace().resolve("complaints")));

        ClientMessage.Command fork = new ClientMessage.ForkSession(RequestId.fresh(), session, live().getFirst());
        Set<String> before = sessions();
        witness.client().send(fork);
        await("a fork is being made", () -> {
            Set<String> now = sessions();
            now.removeAll(before);
            return now.stream().anyMatch(id -> Files.exists(state().resolve("sessions/" + id + "/workspace")));
        });
        restart();
        SessionId forked = ((Logged) witness.ask(fork)).sessionId();
        assertThat(((Logged) witness.ask(fork)).sessionId()).as("a repeat").isEqualTo(forked);
        check(session, "the parent of a fork");

        undone();
        SessionId parent = session;
        follow(forked);
        check(forked, "a fork");
        restart();
        follow(parent);
    }

    private void undone() throws Exception {
        ClientMessage.Command undo = new ClientMessage.UndoTurns(RequestId.fresh(), session, live().getFirst());
        witness.client().send(undo);
        // Or they were already: that takes a few milliseconds.
        await(
                "files are put aside",
                () -> any("sessions/" + session + "/workspace", n -> n.startsWith("undone-"))
                        || witness.count(TurnsUndone.class) > 0);
        restart();
        witness.ask(undo);
        check(session, "after an undo");
    }

    /// A sandbox that is released since nobody uses it, while something in it still wrote.
    void rest() throws Exception {
        configure("sandbox:\n  idle-minutes: 0.02\n");
        start();
        session = begun();
        witness.follow(session);
        settle(session, "the beginning", "echo begun > log; " + GOES_ON);
        Set<String> layers = new HashSet<>(names("layers"));
        await("what it wrote is being made a layer", () -> any("layers", key -> !layers.contains(key)));
        restart();
        check(session, "after its rest");
        settle(session, "after its rest", "test -s out/ticks && echo there");
        assertThat(witness.last(ToolFinished.class).output()).isEqualTo("there");
        assertThat(witness.all(SandboxReady.class)).hasSizeGreaterThan(1);
        restart();
    }

    /// One more line of the log, and a kill at that moment.
    private void prompted(String more, Moment moment) throws Exception {
        String line = "echo " + ++number + " >> log" + more;
        ClientMessage.Command prompt = new ClientMessage.SubmitPrompt(RequestId.fresh(), session, line, null, null);
        int turns = witness.count(TurnFinished.class);
        ServerMessage answer = witness.ask(prompt);
        await("moment " + number, () -> moment.isReached() || witness.count(TurnFinished.class) > turns);
        restart();
        assertThat(witness.ask(prompt)).as("moment " + number).isEqualTo(answer);
        check(session, "moment " + number);
    }

    interface Moment {
        boolean isReached() throws Exception;
    }

    /// Looks as often as it can: moments are short.
    private static void await(String what, Moment moment) {
        Awaitility.await(what)
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(moment::isReached);
    }

    private Set<String> sessions() throws IOException {
        return new HashSet<>(names("sessions"));
    }

    private boolean any(String folder, Predicate<String> name) throws IOException {
        return names(folder).stream().anyMatch(name);
    }

    private List<String> names(String folder) throws IOException {
        return Leftovers.list(state().resolve(folder)).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private void awaitImage(RepositoryName name, String commit) throws Exception {
        try (ApiClient api = ApiClient.open(backend.backend())) {
            await("the image", () -> {
                ImageDetails.Current current =
                        api.image(name).get(60, TimeUnit.SECONDS).current();
                return current != null && current.commit().equals(commit);
            });
        }
    }
}
