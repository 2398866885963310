package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.ClientMessage.ForkSession;
import dev.slipway.protocol.ClientMessage.UndoTurns;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a person does with a session's past in the thread: by pointer and by keyboard.
class PastPaneTest {
    private final List<TurnId> turns = new ArrayList<>();
    private Story story;
    private Window window;

    private void show(ThemeChoice theme) {
        window = Window.show(760, 800, theme, () -> {
            story = new Story();
            story.created();
            for (String prompt : List.of("Add a --shout option", "Make it the default", "Document it")) turn(prompt);
            story.happens(new SessionEvent.TurnsUndone(
                    RequestId.fresh(), Story.ADA, turns.get(0), List.of(turns.get(1), turns.get(2))));
            turn("Test it instead");
            story.known();
            return new ThreadPane(story.model);
        });
    }

    private void turn(String prompt) {
        story.begins(prompt).says("It is done.");
        story.changes(new FileChange("greet", FileChange.Kind.modified, 6, 1, false));
        story.commits(prompt);
        story.happens(new SessionEvent.SnapshotTaken(story.turn, SnapshotId.fresh(), 4096L, 3));
        story.done();
        turns.add(story.turn);
    }

    @AfterEach
    void close() {
        if (window != null) window.close();
    }

    /// The nth from above.
    private Button button(String words, int index) {
        List<Button> all = window.lookup(".past-button").queryAllAs(Button.class).stream()
                .filter(button -> button.getText().equals(words))
                .sorted(Comparator.comparingDouble(
                        button -> button.localToScene(0, 0).getY()))
                .toList();
        return all.get(index);
    }

    private static boolean isSeen(Node node) {
        return Window.on(() -> node.getOpacity() > 0.9);
    }

    private static void awaitSeen(Node node) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isSeen(node));
    }

    @Test
    void theButtonsAreSeenAndAskForForkAndUndo() {
        show(ThemeChoice.light);
        Button fork = button("Fork from here", 0);
        assertThat(isSeen(fork)).isTrue();
        window.moveTo(fork);
        window.picture("past-pointer");
        window.clickOn(fork);
        assertThat(((ForkSession) Window.on(() -> story.connection.lastAsked()).command()).turnId())
                .isEqualTo(turns.get(0));
        window.clickOn(button("Undo to here", 0));
        assertThat(((UndoTurns) Window.on(() -> story.connection.lastAsked()).command()).turnId())
                .isEqualTo(turns.get(0));
    }

    @Test
    void theKeyboardReachesThem() {
        show(ThemeChoice.dark);
        Button undo = button("Undo this turn", 0);
        Window.run(undo::requestFocus);
        awaitSeen(undo);
        window.picture("past-keyboard");
        window.press(javafx.scene.input.KeyCode.SPACE).release(javafx.scene.input.KeyCode.SPACE);
        assertThat(((UndoTurns) Window.on(() -> story.connection.lastAsked()).command()).turnId())
                .isEqualTo(turns.get(0));
    }
}
