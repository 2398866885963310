package dev.slipway.desktop.screens;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;

/// What may become of sessions, turns and changes, as it is seen.
final class States {
    private static final int[] TWO = {360, 1440};
    /// The panel takes the thread's place, and has room for two halves.
    private static final int SPLIT = 1100;
    private static final int MANY = 1_000;

    private final Studio studio;

    States(Studio studio) {
        this.studio = studio;
    }

    void ofTurns(Together together) throws IOException {
        SessionId count =
                ended("Count to ten thousand", "Count to ten thousand and look for warnings.", SessionState.done);
        studio.size(1440);
        studio.show(count);
        studio.press("Ran for i in");
        studio.settle();
        studio.shoot("long-output", TWO);
        studio.size(1440);
        studio.run("thread.latest");
        studio.settle();
        studio.clickOn(studio.lookup((Node node) -> node instanceof Button button
                        && String.valueOf(button.getText()).startsWith("Show all"))
                .queryButton());
        Studio.until(() -> studio.lookup(
                        node -> node instanceof Text text && text.getText().startsWith("line 10000 "))
                .tryQuery()
                .isPresent());
        studio.shoot("long-output-whole", TWO);

        studio.show(ended("Refuse to work without a key", "Refuse to work without a key.", SessionState.failed));
        studio.shoot("model-refused", TWO);
        studio.show(ended("Fail to build", "Fail to build, and say why.", SessionState.done));
        studio.shoot("tool-failed", TWO);
        studio.show(ended("Ask about the total", "Ask where the total is unclear.", SessionState.waiting));
        studio.shoot("question", TWO);

        studio.show(begun("Wait for a busy model", "Wait for a busy model."));
        studio.shoot("model-overloaded", TWO);
        studio.show(begun("Break off in the middle", "Break off in the middle."));
        Studio.until(() -> studio.lookup(
                        node -> node instanceof Text text && text.getText().contains("Broken off"))
                .tryQuery()
                .isPresent());
        studio.shoot("answer-interrupted", TWO);
        sandboxLost();
        working(together);
    }

    private void sandboxLost() {
        SessionId lose = studio.session("Lose the sandbox on the way");
        studio.ask(lose, "Lose the sandbox on the way.");
        studio.show(lose);
        Studio.until(() -> studio.lookup(
                        node -> String.valueOf(node.getAccessibleText()).contains("sleep 600"))
                .tryQuery()
                .isPresent());
        studio.settle();
        // Every sandbox's first process: this one's work ends, and the others are started anew when they are needed.
        ProcessHandle.current()
                .descendants()
                .filter(each -> each.info().command().orElse("").endsWith("bwrap"))
                .forEach(ProcessHandle::destroyForcibly);
        Studio.until(() -> studio.row(lose).state() == SessionState.done);
        studio.shoot("sandbox-lost", TWO);
    }

    private void working(Together together) throws IOException {
        SessionId think = studio.session("Think about the timeout");
        studio.ask(think, "Think about the timeout: the pool ignores the new setting.");
        studio.show(think);
        studio.settle();
        studio.shoot("working", TWO);
        for (String next : List.of("Then add a test for it.", "And mention it in the README.", "日本語の説明も追加してください。"))
            studio.ask(think, next);
        together.steer(think, "The pool has a test of its own, in pool/tests.");
        studio.settle();
        studio.shoot("queued", TWO);
        studio.press("Edit this prompt");
        studio.shoot("queued-edited", TWO);
        studio.press("Leave it as it was");
        attach();
        studio.shoot("attached", TWO);
        TextArea box = box();
        Window.run(() -> box.setText("x".repeat(300_000)));
        studio.clickOn(box).type(KeyCode.ENTER);
        studio.shoot("prompt-rejected", 1440);
        Window.run(() -> box.setText(""));
    }

    private void attach() throws IOException {
        Path icon = studio.root().resolve("a screenshot of the page.png");
        try (var in = States.class.getResourceAsStream("/dev/slipway/desktop/icons/slipway-256.png")) {
            if (in != null) Files.copy(in, icon);
        }
        Path log = Files.writeString(studio.root().resolve("server.log"), "nothing\n");
        Window.run(() -> Clipboard.getSystemClipboard()
                .setContent(Map.of(DataFormat.FILES, List.<File>of(icon.toFile(), log.toFile()))));
        studio.clickOn(box()).press(KeyCode.CONTROL).type(KeyCode.V).release(KeyCode.CONTROL);
        Window.run(() -> Clipboard.getSystemClipboard().clear());
        Window.run(() -> box().setText("The page looks like this; the log says why."));
    }

    void ofChanges(SessionId shout) throws IOException {
        studio.size(1440);
        studio.show(shout);
        studio.run("thread.find");
        studio.write("greet");
        studio.shoot("find", TWO);
        studio.type(KeyCode.ESCAPE);

        Window.run(() -> studio.desk().toggle(DeskModel.Panel.changes));
        studio.size(SPLIT);
        studio.settle();
        studio.run("diff.split");
        studio.shoot("split-diff", SPLIT);
        studio.run("diff.split");
        studio.size(1440);
        studio.settle();

        Path greet = studio.root().resolve("state/sample/greet");
        Files.writeString(greet, Files.readString(greet).replace("name=world", "name=everybody"));
        studio.clickOn("#apply");
        studio.shoot("apply-asked", TWO);
        studio.size(1440);
        studio.settle();
        studio.clickOn(studio.lookup("#apply-strip .accent").queryButton());
        studio.shoot("apply-refused", TWO);
        Window.run(() -> studio.desk().closePanel());
    }

    void ofBeginnings() throws Exception {
        Path empty = Files.createDirectory(studio.root().resolve("nothing-yet"));
        new ProcessBuilder("git", "init", "-q", empty.toString()).start().waitFor();
        studio.size(1440);
        Window.run(() -> studio.shell().newSession(null));
        studio.settle();
        studio.clickOn("#repository").press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
        studio.write(empty.toString()).type(KeyCode.ENTER);
        studio.settle();
        studio.shoot("empty-repository", TWO);
        SessionId fresh = studio.session("A session without a prompt");
        studio.show(fresh);
        studio.shoot("first-prompt", TWO);
    }

    void ofMany() {
        for (int i = studio.rows().size(); i < MANY; i++)
            studio.session(
                    List.of("Fix the flaky test", "Raise the limit", "Say why it failed", "Update the docs")
                                    .get(i % 4) + " · " + i);
        Studio.until(() -> studio.rows().size() >= MANY);
        Window.run(() -> studio.desk().showSessions());
        studio.run("sessions.focus");
        studio.type(KeyCode.HOME);
        studio.shoot("thousand-sessions", TWO);
        studio.size(1440);
        studio.settle();
        studio.clickOn("#session-filter").write("limit 9");
        studio.shoot("thousand-filtered", TWO);
        studio.size(1440);
        Window.run(() -> ((javafx.scene.control.TextField)
                        studio.lookup("#session-filter").query())
                .clear());
        studio.run("sessions.focus");
        studio.type(KeyCode.DELETE);
        studio.shoot("deleted", TWO);
    }

    void ofOffline() {
        TextArea box = box();
        Window.run(() -> box.setText("Sent while nobody was there."));
        studio.clickOn(box).type(KeyCode.ENTER);
        Window.run(() -> box.setText("And this is still being written"));
        studio.shoot("offline-typing", TWO);
    }

    private SessionId ended(String title, String prompt, SessionState as) {
        SessionId session = studio.session(title);
        studio.ask(session, prompt);
        Studio.until(() -> studio.row(session).state() == as);
        return session;
    }

    private SessionId begun(String title, String prompt) {
        SessionId session = studio.session(title);
        studio.ask(session, prompt);
        Studio.until(() -> studio.row(session).state() == SessionState.working);
        return session;
    }

    private TextArea box() {
        return studio.lookup("#prompt").queryAs(TextArea.class);
    }
}
