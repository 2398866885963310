package dev.slipway.desktop.sessions;

import dev.slipway.desktop.design.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/// The head of a group: its name, and how many sessions are in it.
final class HeadLine extends HBox {
    private final Label name = new Label();
    private final Label count = new Label();
    private final FontIcon fold = Icons.of(Material2AL.KEYBOARD_ARROW_RIGHT, 16);

    HeadLine(Runnable toggle) {
        super(8);
        getStyleClass().add("head-line");
        setAlignment(Pos.CENTER_LEFT);
        name.getStyleClass().addAll("text-small", "text-faint", "text-strong");
        count.getStyleClass().addAll("text-small", "text-faint");
        getChildren().addAll(name, count, fold);
        setOnMouseClicked(event -> {
            if (fold.isVisible()) toggle.run();
        });
    }

    void show(Row.Head head, boolean mayFold) {
        name.setText(head.group().words());
        count.setText(Integer.toString(head.count()));
        fold.setVisible(mayFold);
        fold.setIconCode(head.folded() ? Material2AL.KEYBOARD_ARROW_RIGHT : Material2AL.KEYBOARD_ARROW_DOWN);
        setAccessibleText(head.group().words() + ", " + head.count() + " sessions");
    }
}
