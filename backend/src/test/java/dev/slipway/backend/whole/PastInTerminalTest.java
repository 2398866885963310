package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fork and undo as a person types them.
class PastInTerminalTest {
    @TempDir
    Path root;

    private record Ran(int code, String out) {}

    private Ran run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.slipway.cli.SlipwayCli"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("SLIPWAY_HOME", root.resolve("state").toString());
        builder.environment().put("HOME", root.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out);
    }

    @Test
    void aSessionIsForkedAndUndoneAndShownWithNumbers() throws Exception {
        try (FakeVendor vendor = new FakeVendor().always(Replies::working);
                Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
            SessionId session = scene.create();
            String id = session.value();
            assertThat(run("undo", id).out()).contains("none to undo");
            for (int i = 1; i <= 3; i++) {
                scene.prompt(session, "echo " + i + " > file");
                scene.await(TurnFinished.class, i);
            }
            Ran fork = run("fork", id, "--turn", "2");
            assertThat(fork.code()).as(fork.out()).isZero();
            assertThat(fork.out()).contains("Forked from turn 2", "slipway prompt --session ");
            String child = fork.out().replaceAll("(?s).*--session (\\S+).*", "$1");
            Ran prompted = run("prompt", "--session", child, "cat file");
            assertThat(prompted.out()).contains("2");
            assertThat(run("show", child).out())
                    .contains("Forked from " + id, "turn 1 ·", "turn 3 ·")
                    .doesNotContain("turn 4");

            Ran undo = run("undo", id);
            assertThat(undo.out()).as(undo.out()).contains("at the end of turn 2, 1 turn undone");
            assertThat(run("undo", id, "--turn", "2").out()).contains("already");
            Ran first = run("undo", id, "--turn", "0");
            assertThat(first.out()).contains("where it began, 3 turns undone");
            Ran forward = run("undo", id, "--turn", "3");
            assertThat(forward.out()).contains("at the end of turn 3, 0 turns undone");
            assertThat(run("undo", id).code()).isZero();
            assertThat(run("show", id).out())
                    .contains("turn 2 ·", "turn 3, undone ·", "went back to the end of turn 2; 1 turn undone");
            assertThat(run("show", id, "--turns", "1").out())
                    .contains("turn 3, undone")
                    .doesNotContain("turn 2 ·");
            Ran nowhere = run("fork", id, "--turn", "9");
            assertThat(nowhere.code()).isEqualTo(2);
            assertThat(nowhere.out()).contains("There is no turn 9");
        }
    }
}
