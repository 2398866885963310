package dev.slipway.desktop.prompt;

import dev.slipway.desktop.design.Avatar;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;

/// The prompts that wait, each a line that can be edited, moved and cancelled, and those on their way.
final class QueuePane extends VBox {
    private static final int SHOWN = 5;
    private static final int TOOLTIP = 72;
    private static final double NUMBER = 8;

    private final PromptModel model;
    private final Runnable leave;

    /// @param leave puts the keyboard where one types
    QueuePane(PromptModel model, Runnable leave) {
        this.model = model;
        this.leave = leave;
        getStyleClass().add("queue");
        model.waiting().addListener((ListChangeListener<PromptQueued>) change -> show());
        model.sending().addListener((ListChangeListener<SubmitPrompt>) change -> show());
        show();
    }

    /// The button that had the keyboard has it still, where it is still there.
    private void show() {
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        boolean inside = focused != null && lookupAll(".button").contains(focused);
        showLines();
        if (focused == null || !inside) return;
        Node same = focused.getId() == null ? null : lookup("#" + focused.getId());
        if (same == null || same.isDisabled()) leave.run();
        else same.requestFocus();
    }

    private void showLines() {
        getChildren().clear();
        int place = 0;
        for (PromptQueued prompt : model.waiting()) {
            if (++place > SHOWN) break;
            getChildren().add(waiting(place, prompt));
        }
        int more = model.waiting().size() - SHOWN;
        if (more > 0) getChildren().add(faint("and " + more + " more wait"));
        for (SubmitPrompt prompt : model.sending()) getChildren().add(sending(prompt));
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }

    private Node waiting(int place, PromptQueued prompt) {
        Label number = faint(Integer.toString(place));
        number.setMinWidth(NUMBER);
        PromptId id = prompt.promptId();
        Node edit = Buttons.icon(Material2AL.EDIT, "Edit this prompt", () -> model.edit(id));
        Node cancel = Buttons.icon(Material2AL.CLOSE, "Cancel this prompt", () -> model.cancel(id));
        edit.setId("edit-" + id);
        cancel.setId("cancel-" + id);
        HBox buttons = new HBox();
        if (!prompt.goesAhead() && model.waiting().size() > 1) {
            Button up = mover(Material2AL.ARROW_UPWARD, "Move it up", id, QueueOrder.up(model.waiting(), id));
            Button down = mover(Material2AL.ARROW_DOWNWARD, "Move it down", id, QueueOrder.down(model.waiting(), id));
            up.setId("move-up-" + id);
            down.setId("move-down-" + id);
            buttons.getChildren().addAll(up, down);
        }
        buttons.getChildren().addAll(edit, cancel);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(8, number, new Avatar(prompt.author().name()), words(prompt.text()), buttons);
        String ahead = ahead(prompt);
        if (!ahead.isEmpty()) line.getChildren().add(2, pill(ahead));
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("queue-line");
        return line;
    }

    private Button mover(Ikon icon, String words, PromptId prompt, Optional<QueueOrder.Place> to) {
        Button button = Buttons.icon(icon, words, () -> to.ifPresent(place -> model.move(prompt, place)));
        button.setDisable(to.isEmpty());
        return button;
    }

    /// Why it comes before those that queue; empty for one of them.
    private static String ahead(PromptQueued prompt) {
        if (prompt.answers() != null) return "answer";
        PromptMode mode = prompt.mode();
        if (mode == null) return "";
        return switch (mode) {
            case queue -> "";
            case steer -> "at the next step";
            case stop_and_send -> "instead";
        };
    }

    private static Label pill(String words) {
        Label pill = new Label(words);
        pill.getStyleClass().addAll("pill", "pill-accent");
        pill.setMinWidth(Region.USE_PREF_SIZE);
        return pill;
    }

    private Node sending(SubmitPrompt prompt) {
        Label state = faint("");
        state.textProperty().bind(model.online().map(online -> online ? "on its way" : "waits until you are online"));
        state.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(8, faint("…"), words(prompt.text()), state);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("queue-line");
        return line;
    }

    private static Label words(String text) {
        Label words = new Label(oneLine(text));
        words.setMinWidth(0);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        String most = text.length() > 2000 ? text.substring(0, 2000) + "…" : text;
        words.setTooltip(new Tooltip(Wrapping.cut(most, TOOLTIP)));
        return words;
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > 300 ? line.substring(0, 300) : line;
    }

    private static Label faint(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("text-faint", "text-small");
        return label;
    }
}
