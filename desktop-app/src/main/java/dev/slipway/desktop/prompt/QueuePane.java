package dev.slipway.desktop.prompt;

import dev.slipway.desktop.design.Avatar;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/// The prompts that wait, each a line that can be edited and cancelled, and those on their way.
final class QueuePane extends VBox {
    private static final int SHOWN = 5;
    private static final int TOOLTIP = 72;
    private static final double NUMBER = 8;

    private final PromptModel model;

    QueuePane(PromptModel model) {
        this.model = model;
        getStyleClass().add("queue");
        model.waiting().addListener((ListChangeListener<PromptQueued>) change -> show());
        model.sending().addListener((ListChangeListener<SubmitPrompt>) change -> show());
        show();
    }

    private void show() {
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
        Node edit = Buttons.icon(Material2AL.EDIT, "Edit this prompt", () -> model.edit(prompt.promptId()));
        Node cancel = Buttons.icon(Material2AL.CLOSE, "Cancel this prompt", () -> model.cancel(prompt.promptId()));
        HBox buttons = new HBox(edit, cancel);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(8, number, new Avatar(prompt.author().name()), words(prompt.text()), buttons);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("queue-line");
        return line;
    }

    private static Node sending(SubmitPrompt prompt) {
        HBox line = new HBox(8, faint("…"), words(prompt.text()), faint("on its way"));
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
