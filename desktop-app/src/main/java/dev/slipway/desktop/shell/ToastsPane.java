package dev.slipway.desktop.shell;

import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Wrapping;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/// The toasts at the bottom of the window. What lies beside them can be clicked.
final class ToastsPane extends VBox {
    private static final double WIDEST = 440;
    private static final int LONGEST_LINE = 48;

    private final ToastsModel model;

    ToastsPane(ToastsModel model) {
        super(8);
        this.model = model;
        setId("toasts");
        setAlignment(Pos.BOTTOM_LEFT);
        setPickOnBounds(false);
        getStyleClass().add("toasts");
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        model.shown().addListener((ListChangeListener<Toast>) change -> show());
        show();
    }

    private void show() {
        getChildren().setAll(model.shown().stream().map(this::toast).toList());
        setVisible(!getChildren().isEmpty());
    }

    private Node toast(Toast toast) {
        Label words = new Label();
        Wrapping.show(words, toast.text(), LONGEST_LINE);
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(12, words);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMaxWidth(WIDEST);
        line.getStyleClass().addAll("toast", "toast-" + toast.kind());
        String action = toast.action();
        if (action != null) {
            Button act = Buttons.of(action, () -> model.act(toast));
            act.getStyleClass().addAll("flat", "toast-action");
            act.setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(act);
        }
        Button close = Buttons.icon(Material2AL.CLOSE, "Dismiss", () -> model.dismiss(toast));
        close.setMinWidth(Region.USE_PREF_SIZE);
        line.getChildren().add(close);
        return line;
    }
}
