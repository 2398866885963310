package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.protocol.MarkCommand.MarkUnread;
import dev.slipway.protocol.RequestId;
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

/// What is unread, as a person at a terminal sees it, over a restart.
class UnreadInTerminalTest {
    @TempDir
    Path root;

    private String run(String... arguments) throws IOException, InterruptedException {
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
        assertThat(process.exitValue()).as(out).isZero();
        return out;
    }

    @Test
    void theListMarksWhatHappenedUntilOneLooks() throws Exception {
        try (FakeVendor vendor = new FakeVendor().then(Replies.openai("Done."));
                Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
            SessionId session = scene.create();
            assertThat(run("list")).contains(session.value()).doesNotContain("●");
            scene.prompt(session, "Say something");
            scene.await(TurnFinished.class, 1);
            assertThat(run("list")).contains(session + " ● ");
            scene.end();
            scene.start();
            assertThat(run("list", "--json")).contains("\"unread\":true}");
            run("show", "--json", session.value());
            assertThat(run("list")).as("a script has looked").contains("●");
            assertThat(run("show", session.value())).contains("Done.");
            assertThat(run("list")).doesNotContain("●");
            scene.witness().ask(new MarkUnread(RequestId.fresh(), session));
            assertThat(run("list")).contains("●");
        }
    }
}
