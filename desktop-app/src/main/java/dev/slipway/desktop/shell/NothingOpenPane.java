package dev.slipway.desktop.shell;

import dev.slipway.desktop.design.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The middle while nothing is open: what to do next.
final class NothingOpenPane extends VBox {
    NothingOpenPane() {
        super(12);
        setAlignment(Pos.CENTER);
        getStyleClass().add("ground");
        Label head = new Label("No session is open");
        head.getStyleClass().add("text-title");
        Label next = new Label(
                "Choose one at the left, or press N for a new one.\nCtrl+K finds everything; ? shows all keys.");
        next.getStyleClass().add("text-faint");
        next.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        getChildren().addAll(Icons.of(Material2OutlinedAL.FORUM, 32), head, next);
    }
}
