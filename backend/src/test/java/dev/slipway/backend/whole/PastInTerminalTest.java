package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.Terminal.Ran;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fork and undo as a person types them.
class PastInTerminalTest {
    @TempDir
    Path root;

    @Test
    void aSessionIsForkedAndUndoneAndShownWithNumbers() throws Exception {
        Terminal terminal = new Terminal(root);
        try (FakeVendor vendor = new FakeVendor().always(Replies::working);
                Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
            SessionId session = scene.create();
            String id = session.value();
            assertThat(terminal.run("undo", id).out()).contains("none to undo");
            for (int i = 1; i <= 3; i++) {
                scene.prompt(session, "echo " + i + " > file");
                scene.await(TurnFinished.class, i);
            }
            Ran fork = terminal.run("fork", id, "--turn", "2");
            assertThat(fork.code()).as(fork.out()).isZero();
            assertThat(fork.out()).contains("Forked from turn 2", "slipway prompt --session ");
            String child = fork.out().replaceAll("(?s).*--session (\\S+).*", "$1");
            Ran prompted = terminal.run("prompt", "--session", child, "cat file");
            assertThat(prompted.out()).contains("2");
            assertThat(terminal.run("show", child).out())
                    .contains("Forked from " + id, "turn 1 ·", "turn 3 ·")
                    .doesNotContain("turn 4");

            Ran undo = terminal.run("undo", id);
            assertThat(undo.out()).as(undo.out()).contains("at the end of turn 2, 1 turn undone");
            assertThat(terminal.run("undo", id, "--turn", "2").out()).contains("already");
            Ran first = terminal.run("undo", id, "--turn", "0");
            assertThat(first.out()).contains("where it began, 3 turns undone");
            Ran forward = terminal.run("undo", id, "--turn", "3");
            assertThat(forward.out()).contains("at the end of turn 3, 0 turns undone");
            assertThat(terminal.run("undo", id).code()).isZero();
            assertThat(terminal.run("show", id).out())
                    .contains("turn 2 ·", "turn 3, undone ·", "went back to the end of turn 2; 1 turn undone");
            assertThat(terminal.run("show", id, "--turns", "1").out())
                    .contains("turn 3, undone")
                    .doesNotContain("turn 2 ·");
            Ran nowhere = terminal.run("fork", id, "--turn", "9");
            assertThat(nowhere.code()).isEqualTo(2);
            assertThat(nowhere.out()).contains("There is no turn 9");
        }
    }

    @Test
    void aSessionGetsAnotherTitleAndIsPutAwayAndBroughtBack() throws Exception {
        Terminal terminal = new Terminal(root);
        try (Scene scene = new Scene(root, Map.of("SLIPWAY_MODEL", "rehearsal"))) {
            String id = scene.create().value();
            assertThat(terminal.run("rename", id, "Another title").out()).contains("is called Another title");
            assertThat(terminal.run("archive", id).out()).contains("slipway restore " + id);
            assertThat(terminal.run("restore", id).out()).contains("Taken out of the archive: Another title");
            assertThat(terminal.run("rename", id, " ").code()).isEqualTo(2);
        }
    }
}
