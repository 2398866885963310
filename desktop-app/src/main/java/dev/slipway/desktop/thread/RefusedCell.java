package dev.slipway.desktop.thread;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Icons;
import dev.slipway.desktop.flow.Cell;
import dev.slipway.desktop.flow.SelectableText;
import dev.slipway.desktop.flow.SelectableText.Part;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/// What a sandbox may not reach, what asked for it, and how to allow it.
final class RefusedCell implements Cell<Row> {
    private final ThreadModel model;
    private final SelectableText text = new SelectableText();
    private final VBox words = new VBox(2, text);
    private final HBox node = new HBox(8);

    RefusedCell(ThreadModel model) {
        this.model = model;
        text.setLineSpacing(3);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(600);
        node.setAlignment(Pos.TOP_LEFT);
        node.getStyleClass().setAll("quiet", "quiet-note");
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row row) {
        if (!(row instanceof Row.Refused refused)) return;
        text.show(List.of(new Part(refused.text(), "t", null)));
        words.getChildren().setAll(text);
        if (!refused.asked().isEmpty()) words.getChildren().add(faint("Asked for by " + refused.asked()));
        node.getChildren().setAll(Icons.of(Material2AL.BLOCK, 14), words);
        Row.Does.Allow allow = refused.allow();
        if (refused.allowed()) words.getChildren().add(faint("Allowed for this session"));
        else if (allow != null) words.getChildren().add(button(allow));
    }

    @Override
    public List<SelectableText> texts() {
        return List.of(text);
    }

    private Button button(Row.Does.Allow allow) {
        Button button = Buttons.of("Allow for this session", () -> model.run(allow));
        button.setAccessibleText("Allow " + allow.host() + " for this session");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.getStyleClass().addAll("allow", ThreadPane.GONE);
        return button;
    }

    private static Label faint(String words) {
        Label label = new Label(words);
        label.getStyleClass().addAll("text-faint", "text-small");
        return label;
    }
}
