package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The queue and steering as a person types them.
class QueueInTerminalTest {
    @TempDir
    Path root;

    private record Ran(int code, String out) {}

    private Process start(String... arguments) throws IOException {
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
        return builder.start();
    }

    private static Ran ended(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out);
    }

    private Ran run(String... arguments) throws IOException, InterruptedException {
        return ended(start(arguments));
    }

    @Test
    void theQueueIsChangedAndATurnSteered() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        FakeVendor.Answer step = Replies.openai("", "bash", "{\"command\":\"true\"}");
        try (FakeVendor vendor = new FakeVendor()
                        .then(
                                to -> {
                                    await(go);
                                    step.write(to);
                                },
                                Replies.openai("Heard."),
                                Replies.openai("Done."));
                Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
            SessionId session = scene.create();
            String id = session.value();
            assertThat(run("queue", id).out()).contains("No prompt waits");
            scene.prompt(session, "First");
            scene.await(TurnStarted.class, 1);
            scene.prompt(session, "Second");
            scene.prompt(session, "Third");
            assertThat(run("queue", id).out()).contains("1  Second", "2  Third");
            assertThat(run("queue", "move", id, "2", "--before", "1").out()).contains("1  Third", "2  Second");
            assertThat(run("queue", "edit", id, "1", "Third, but better").out()).contains("1  Third, but better");
            assertThat(run("queue", "cancel", id, "2").out())
                    .contains("1  Third")
                    .doesNotContain("Second");
            assertThat(run("queue", "cancel", id, "2").code()).isEqualTo(2);
            assertThat(run("prompt", "--steer", "Mind the edges").out()).contains("name its --session");

            Process steering = start("prompt", "--session", id, "--steer", "Mind the edges");
            scene.witness().await("it waits", w -> w.last(PromptQueued.class).mode() == PromptMode.steer);
            assertThat(run("queue", id).out()).contains("1  Mind the edges (steers the turn)", "2  Third");
            go.countDown();
            Ran steered = ended(steering);
            assertThat(steered.out()).contains("→ Told to the agent", "Mind the edges", "Heard.");
            assertThat(steered.code()).as(steered.out()).isZero();
            assertThat(vendor.asked().get(1).body().toString()).contains("The person writes while you work:");
            scene.await(TurnFinished.class, 2);
        }
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
