package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import dev.slipway.backend.sandbox.embedded.Escapes;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The walls around sandboxes that wait, that were waiting, and that are only read from; and those between sessions.
class WallsTest extends PoolScene {
    private static final String MARK = "seen-by-nobody-else";

    @TempDir
    Path outside;

    @Test
    void everyWayOutIsShutFromOneThatWaitsAndFromTheSessionThatTakesIt() throws Exception {
        try (Escapes escapes = new Escapes(outside)) {
            Path program = house.project().folder().resolve("escapes");
            Files.write(program, escapes.program());
            assertThat(program.toFile().setExecutable(true)).isTrue();
            house.project().commit("Ways out");
            List<String> command = new ArrayList<>(List.of("./escapes"));
            command.addAll(escapes.targets());

            awaitWaiting();
            Waited waited = house.pool().take(project, house.project().head()).orElseThrow();
            Map<String, String> ways = Escapes.ways(printed(waited.sandbox(), command));
            assertThat(ways).hasSizeGreaterThan(50).doesNotContainValue("open");
            house.pool().discard(waited);

            String waiting = awaitWaiting();
            SessionId session = create();
            assertThat(session.value()).isEqualTo(waiting);
            String told = run(session, String.join(" ", command) + " > ways; wc -l < ways; grep ' open$' ways; true");
            assertThat(told.strip()).matches("[5-9][0-9]|[1-9][0-9]{2}");
        }
    }

    @Test
    void nothingOfASessionIsSeenInAnother() throws Exception {
        SessionId one = create();
        run(
                one,
                "for f in /workspace/new /workspace/.git/" + MARK + " ~/" + MARK + " /tmp/" + MARK + "; do echo " + MARK
                        + " > $f; done; export A=" + MARK + "; nohup sleep 97531 > /dev/null 2>&1 &");
        Awaitility.await("nothing goes on")
                .until(() -> house.open().find(one).orElseThrow().isIdle());
        Rest.of(house.open().find(one).orElseThrow(), Duration.ZERO);

        String look = "grep -rlsa " + MARK.substring(0, 10) + MARK.substring(10).replace("-", "[-]")
                + " /workspace /home /tmp /run /var/tmp /dev/shm /proc/[0-9]*/environ; find / -name 'seen-by-*'"
                + " -not -path '/proc/*' 2>/dev/null; cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -o 'sleep [9]7531';"
                + " git -C /workspace log --all --format=%s | wc -l";
        SessionId cold = create();
        assertThat(run(cold, look).strip()).isEqualTo("1");
        String waiting = awaitWaiting();
        SessionId warm = create();
        assertThat(warm.value()).isEqualTo(waiting);
        assertThat(run(warm, look).strip()).isEqualTo("1");
    }

    @Test
    void oneThatWaitsIsForItsOwnRepositoryAlone() throws Exception {
        String waiting = awaitWaiting();
        Path copy = root.resolve("copy");
        house.project().git("clone", "-q", house.project().folder().toString(), copy.toString());
        assertThat(new GitRepository(copy).head())
                .as("the same commit")
                .isEqualTo(house.project().head());
        house.sessions()
                .repositories()
                .add(new RepositoryCommand.AddRepository(RequestId.fresh(), copy.toString(), null));
        RepositoryName other = new RepositoryName("copy");
        SessionId session = house.sessions()
                .create(Caller.OPERATOR, new ClientMessage.CreateSession(RequestId.fresh(), other, null, null))
                .session();
        assertThat(session.value()).isNotEqualTo(waiting);
        assertThat(house.pool().figures().taken()).isZero();
    }

    /// What only reads lies over an older commit, which is as hostile as any.
    @Test
    void whatIsReadBeforeTheFilesAreLaidOutLeadsNowhereAndRunsNothing() throws Exception {
        Path host = Files.writeString(outside.resolve("of-the-host"), MARK);
        Path layer = Files.createDirectories(root.resolve("layer/workspace"));
        Files.createSymbolicLink(layer.resolve("file"), host);
        Files.createSymbolicLink(layer.resolve("folder"), outside);
        Files.createSymbolicLink(layer.resolve("all"), Path.of("/"));
        Path state = root.resolve("passing");
        CountDownLatch laidOut = new CountDownLatch(1);
        try (SandboxEngine engine = EmbeddedEngine.open(
                Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                root.resolve("scratch2"),
                EmbeddedEngine.Protection.required)) {
            SandboxSpec after = new SandboxSpec("after", List.of(), root.resolve("after"), Limits.DEFAULT, Map.of());
            Readable readable = new Readable("0".repeat(40), List.of(layer.getParent()), Set::of);
            try (Sandbox sandbox = readable.begin(engine, SessionId.fresh(), state, Limits.DEFAULT, () -> {
                laidOut.await();
                return engine.start(after);
            })) {
                for (String path : List.of("file", "folder/of-the-host", "all" + host, "all/proc/1/root" + host))
                    assertThatThrownBy(() -> sandbox.read(path, 0, 100))
                            .as(path)
                            .isInstanceOf(SandboxException.class);
                assertThat(sandbox.search("", MARK, null, 10).hits()).isEmpty();
                CompletableFuture<String> command = new CompletableFuture<>();
                Thread.ofVirtual().start(() -> complete(command, sandbox));
                assertThat(sandbox.list("", null, 10).entries()).hasSize(3);
                assertThat(SandboxSpec.upper(state).resolve("workspace")).isEmptyDirectory();
                assertThat(command).as("it waits for its files").isNotDone();
                laidOut.countDown();
                assertThat(command.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
                assertThat(root.resolve("after/upper/workspace/ran")).exists();
            }
        }
        Awaitility.await("nothing of it stays").until(() -> !Files.exists(state));
    }

    private static void complete(CompletableFuture<String> told, Sandbox sandbox) {
        try {
            told.complete(
                    printed(sandbox, List.of("bash", "-c", "touch ran; ls")).strip());
        } catch (Exception e) {
            told.completeExceptionally(e);
        }
    }

    private static String printed(Sandbox sandbox, List<String> command) throws InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        sandbox.run(new Command(command, ".", Map.of(), Duration.ofSeconds(60)), output::writeBytes);
        return output.toString(StandardCharsets.UTF_8);
    }
}
