package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.Terminal.Ran;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The queue and steering as a person types them.
class QueueInTerminalTest {
    @TempDir
    Path root;

    @Test
    void theQueueIsChangedAndATurnSteered() throws Exception {
        Terminal terminal = new Terminal(root);
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
            assertThat(terminal.run("queue", id).out()).contains("No prompt waits");
            scene.prompt(session, "First");
            scene.await(TurnStarted.class, 1);
            scene.prompt(session, "Second");
            scene.prompt(session, "Third");
            assertThat(terminal.run("queue", id).out()).contains("1  Second", "2  Third");
            assertThat(terminal.run("queue", "move", id, "2", "--before", "1").out())
                    .contains("1  Third", "2  Second");
            assertThat(terminal.run("queue", "edit", id, "1", "Third, but better")
                            .out())
                    .contains("1  Third, but better");
            assertThat(terminal.run("queue", "cancel", id, "2").out())
                    .contains("1  Third")
                    .doesNotContain("Second");
            assertThat(terminal.run("queue", "cancel", id, "2").code()).isEqualTo(2);
            assertThat(terminal.run("prompt", "--steer", "Mind the edges").out())
                    .contains("name its --session");

            steer(scene, terminal, id, go);
            assertThat(vendor.asked().get(1).body().toString()).contains("The person writes while you work:");
            scene.await(TurnFinished.class, 2);
        }
    }

    private static void steer(Scene scene, Terminal terminal, String id, CountDownLatch go) throws Exception {
        Process steering = terminal.start("prompt", "--session", id, "--steer", "Mind the edges");
        scene.witness().await("it waits", w -> w.last(PromptQueued.class).mode() == PromptMode.steer);
        assertThat(terminal.run("queue", id).out()).contains("1  Mind the edges (steers the turn)", "2  Third");
        go.countDown();
        Ran steered = Terminal.ended(steering);
        assertThat(steered.out()).contains("→ Told to the agent", "Mind the edges", "Heard.");
        assertThat(steered.code()).as(steered.out()).isZero();
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
