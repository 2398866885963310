package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.crash.BackendProcess;
import dev.slipway.backend.crash.PackedBackend;
import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.Terminal.Ran;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The terminal client as a process of its own, against a real backend: exit codes, and what it prints.
class TerminalTest {
    @TempDir
    Path root;

    @Test
    void theExitCodeSaysHowItEnded() throws Exception {
        assertThat(new Terminal(root).run("list")).satisfies(ran -> {
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.out()).contains("No backend runs");
        });
        try (FakeVendor vendor = new FakeVendor()) {
            vendor.then(
                    Replies.openai("Done already."),
                    to -> to.error(401, "{\"error\":{\"message\":\"wrong key\"}}", Map.of()),
                    to -> to.raw(": wait\n\n").hang());
            try (Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
                Terminal terminal = new Terminal(root).in(scene.project().folder());
                Ran done = terminal.run("prompt", "Say hello");
                assertThat(done.code()).as(done.out()).isZero();
                assertThat(done.out()).contains("Done already.", "✓ done");
                Ran failed = terminal.run("prompt", "Say hello");
                assertThat(failed.code()).as(failed.out()).isEqualTo(1);
                assertThat(failed.out()).contains("✗ failed", "wrong key");
                assertThat(terminal.run("prompt", "--session", "x", "--repo", "y", "z")
                                .code())
                        .isEqualTo(2);
                assertThat(terminal.run("prompt", "--nothing").code()).isEqualTo(2);
                assertThat(terminal.run("prompt", " ").code()).isEqualTo(2);
                stopped(scene, terminal);
                backedUp(terminal);
            }
        }
    }

    /// Ctrl-C, which the launcher's terminal sends.
    private void stopped(Scene scene, Terminal terminal) throws Exception {
        Process prompt = terminal.start("prompt", "Never end");
        StringBuffer out = new StringBuffer();
        Thread reading = Thread.ofVirtual().start(() -> read(prompt, out));
        org.awaitility.Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> out.toString().contains("openai/"));
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(prompt.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(prompt.waitFor(60, TimeUnit.SECONDS)).as(out.toString()).isTrue();
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

    private void backedUp(Terminal terminal) throws Exception {
        Path copy = root.resolve("copy");
        Ran backup = terminal.run("backup", copy.toString());
        assertThat(backup.code()).as(backup.out()).isZero();
        assertThat(backup.out()).contains("Backed up 3 sessions and ", "to " + copy);
        assertThat(copy.resolve("index.db")).exists();
        Ran again = terminal.run("backup", copy.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.out()).contains("isn't empty");
        assertThat(terminal.run("list").out().lines()).hasSize(3);
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
            assertThat(new Terminal(one).run("list").out()).contains(a.value()).doesNotContain(b.value());
            assertThat(new Terminal(two).run("list").out()).contains(b.value()).doesNotContain(a.value());
            assertRefusesASecond(packed, one);
        }
    }

    private static void assertRefusesASecond(PackedBackend packed, Path root) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> BackendProcess.start(packed, root, Map.of("SLIPWAY_MODEL", "rehearsal"))))
                .hasMessageContaining("Another backend uses");
    }
}
