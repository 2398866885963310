package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.crash.BackendProcess;
import dev.slipway.backend.crash.PackedBackend;
import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The terminal client as a process of its own, against a real backend: exit codes, and what it prints.
class TerminalTest {
    @TempDir
    Path root;

    private record Ran(int code, String out) {}

    private Process start(Path home, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.slipway.cli.SlipwayCli"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("SLIPWAY_HOME", home.toString());
        builder.environment().put("HOME", root.toString());
        return builder.start();
    }

    private Ran run(Path home, Path folder, String... arguments) throws IOException, InterruptedException {
        Process process = start(home, folder, arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out);
    }

    @Test
    void theExitCodeSaysHowItEnded() throws Exception {
        Path home = root.resolve("state");
        assertThat(run(home, root, "list")).satisfies(ran -> {
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.out()).contains("No backend runs");
        });
        try (FakeVendor vendor = new FakeVendor()) {
            vendor.then(
                    Replies.openai("Done already."),
                    to -> to.error(401, "{\"error\":{\"message\":\"wrong key\"}}", Map.of()),
                    to -> to.raw(": wait\n\n").hang());
            try (Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
                Path folder = scene.project().folder();
                Ran done = run(home, folder, "prompt", "Say hello");
                assertThat(done.code()).as(done.out()).isZero();
                assertThat(done.out()).contains("Done already.", "✓ done");
                Ran failed = run(home, folder, "prompt", "Say hello");
                assertThat(failed.code()).as(failed.out()).isEqualTo(1);
                assertThat(failed.out()).contains("✗ failed", "wrong key");
                assertThat(run(home, folder, "prompt", "--session", "x", "--repo", "y", "z")
                                .code())
                        .isEqualTo(2);
                assertThat(run(home, folder, "prompt", "--nothing").code()).isEqualTo(2);
                assertThat(run(home, folder, "prompt", " ").code()).isEqualTo(2);
                stopped(scene, home, folder);
                backedUp(home, folder);
            }
        }
    }

    /// Ctrl-C, which the launcher's terminal sends.
    private void stopped(Scene scene, Path home, Path folder) throws Exception {
        Process prompt = start(home, folder, "prompt", "Never end");
        StringBuffer out = new StringBuffer();
        Thread reading = Thread.ofVirtual().start(() -> read(prompt, out));
        org.awaitility.Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> out.toString().contains("openai/"));
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(prompt.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(prompt.waitFor(30, TimeUnit.SECONDS)).as(out.toString()).isTrue();
        reading.join();
        assertThat(prompt.exitValue()).as(out.toString()).isEqualTo(130);
        assertThat(out.toString()).contains("■ stopped");
        assertThat(scene.backend().log()).doesNotContain("SEVERE");
    }

    private static void read(Process process, StringBuffer out) {
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int c = in.read(); c >= 0; c = in.read()) out.append((char) c);
        } catch (IOException e) {
            // It has ended.
        }
    }

    private void backedUp(Path home, Path folder) throws Exception {
        Path copy = root.resolve("copy");
        Ran backup = run(home, folder, "backup", copy.toString());
        assertThat(backup.code()).as(backup.out()).isZero();
        assertThat(backup.out()).contains("Backed up 3 sessions and ", "to " + copy);
        assertThat(copy.resolve("index.db")).exists();
        Ran again = run(home, folder, "backup", copy.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.out()).contains("isn't empty");
        assertThat(run(home, folder, "list").out().lines()).hasSize(3);
    }

    @Test
    void twoBackendsWithStateFoldersOfTheirOwnDoNotTouchEachOther() throws Exception {
        PackedBackend packed = PackedBackend.make();
        Path one = Files.createDirectories(root.resolve("one"));
        Path two = Files.createDirectories(root.resolve("two"));
        try (Scene first = new Scene(packed, one, Map.of("SLIPWAY_MODEL", "rehearsal"));
                Scene second = new Scene(packed, two, Map.of("SLIPWAY_MODEL", "rehearsal"))) {
            SessionId a = first.create();
            SessionId b = second.create();
            first.prompt(a, "Do something");
            second.prompt(b, "Do something");
            second.await(TurnStarted.class, 1);
            second.witness().ask(new ClientMessage.StopTurn(RequestId.fresh(), b));
            second.await(TurnFinished.class, 1);
            first.await(TurnFinished.class, 1);
            assertThat(run(one.resolve("state"), one, "list").out())
                    .contains(a.value())
                    .doesNotContain(b.value());
            assertThat(run(two.resolve("state"), two, "list").out())
                    .contains(b.value())
                    .doesNotContain(a.value());
            assertRefusesASecond(packed, one);
        }
    }

    private static void assertRefusesASecond(PackedBackend packed, Path root) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> BackendProcess.start(packed, root, Map.of("SLIPWAY_MODEL", "rehearsal"))))
                .hasMessageContaining("Another backend uses");
    }
}
