package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.cli.Terminal;
import dev.slipway.protocol.MarkCommand.MarkUnread;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is unread, as a person at a terminal sees it, over a restart.
class UnreadInTerminalTest {
    @TempDir
    Path root;

    private String run(String... arguments) throws IOException, InterruptedException {
        Terminal.Ran ran = new Terminal(root).run(arguments);
        assertThat(ran.code()).as(ran.out()).isZero();
        return ran.out();
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
