package dev.slipway.desktop.thread;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.thread.Row.Ended;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/// What can be done from a turn's end with the session's past: fainter than what is done more often.
final class PastButtons {
    private PastButtons() {}

    /// None where the turn's files are not kept, and none for who only reads.
    static List<Button> of(Ended ended, PastModel model) {
        Ended.Past past = ended.past();
        if (past == null || !model.isOpen()) return List.of();
        Button fork = button(
                "Fork from here",
                "A new session that begins as this one was now: conversation and files",
                () -> model.fork(ended.turn()));
        Button back = switch (past) {
            case newest ->
                button(
                        "Undo this turn",
                        "Conversation and files as before this turn; it can be brought back",
                        model::undoLast);
            case earlier ->
                button(
                        "Undo to here",
                        "Conversation and files as they were now; what came after can be brought back",
                        () -> model.undoTo(ended.turn()));
            case undone ->
                button(
                        "Bring back to here",
                        "Conversation and files as they were now",
                        () -> model.undoTo(ended.turn()));
        };
        back.getStyleClass().add(ThreadPane.GONE);
        return List.of(fork, back);
    }

    private static Button button(String words, String more, Runnable run) {
        Button button = Buttons.of(words, run);
        button.getStyleClass().addAll("flat", "past-button");
        button.setTooltip(new Tooltip(more));
        return button;
    }
}
