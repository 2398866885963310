package dev.slipway.desktop.thread;

import dev.slipway.desktop.design.Icons;
import dev.slipway.desktop.design.StateDot;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;

/// A line that opens what belongs to it: what it is, how it went, and how long it took.
final class LineHead extends HBox {
    private final StateDot dot = new StateDot();
    private final StackPane sign = new StackPane();
    private final Label verb = new Label();
    private final Label object = new Label();
    private final Label result = new Label();
    private final Label time = new Label();
    private final StackPane arrow = new StackPane();
    private boolean breathing;
    private boolean open;

    LineHead(Runnable toggle) {
        super(8);
        getStyleClass().add("line-head");
        setAlignment(Pos.CENTER_LEFT);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        sign.setMinSize(16, 16);
        arrow.setMinSize(16, 16);
        object.getStyleClass().addAll("line-object");
        verb.getStyleClass().add("text-faint");
        time.getStyleClass().addAll("text-faint", "text-small");
        for (Label label : new Label[] {verb, result, time}) label.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(object, Priority.SOMETIMES);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().setAll(sign, verb, object, space, result, time, arrow);
        setOnMouseClicked(event -> {
            if (event.isStillSincePress()) toggle.run();
        });
        setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.ENTER && event.getCode() != KeyCode.SPACE) return;
            toggle.run();
            event.consume();
        });
        arrow.getChildren().setAll(Icons.of(Material2AL.CHEVRON_RIGHT, 16));
    }

    void words(String what, String ofWhat, boolean mono) {
        verb.setText(what);
        object.setText(ofWhat.replace('\n', ' '));
        object.setVisible(!ofWhat.isEmpty());
        object.getStyleClass().setAll("label", "line-object", mono ? "mono" : "line-plain");
        setAccessibleText(what + " " + ofWhat);
    }

    /// @param style the style class of its colour
    void result(String word, String style) {
        result.setText(word);
        result.setVisible(!word.isEmpty());
        result.setManaged(!word.isEmpty());
        result.getStyleClass().setAll("label", "text-small", style);
    }

    void time(String text) {
        if (!text.equals(time.getText())) time.setText(text);
    }

    void sign(Ikon icon, boolean running) {
        if (running) sign.getChildren().setAll(dot);
        else sign.getChildren().setAll(Icons.of(icon, 16));
        if (running != breathing) dot.show("working", running);
        breathing = running;
    }

    void open(boolean now) {
        if (now == open) return;
        open = now;
        arrow.getChildren().setAll(Icons.of(now ? Material2AL.EXPAND_MORE : Material2AL.CHEVRON_RIGHT, 16));
    }

    /// It is out of view, and need not move.
    void rest() {
        if (breathing) dot.show("working", false);
        breathing = false;
    }
}
