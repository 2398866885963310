package dev.slipway.desktop.start;

import dev.slipway.desktop.design.StateDot;
import dev.slipway.desktop.design.Wrapping;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Lines that are there only while they have something to say.
final class Lines {
    /// Characters that a line has room for on a narrow window.
    private static final int NARROW = 45;

    private Lines() {}

    static Label problem(ObservableStringValue text) {
        Label label = new Label();
        label.getStyleClass().addAll("text-red", "problem-line");
        text.subscribe(now -> Wrapping.show(label, now, NARROW));
        label.setMinHeight(Label.USE_PREF_SIZE);
        onlyWithWords(label, text);
        return label;
    }

    /// With a dot that breathes.
    static HBox doing(ObservableStringValue text) {
        StateDot dot = new StateDot();
        text.subscribe(now -> dot.show("working", !now.isEmpty()));
        Label label = new Label();
        label.getStyleClass().addAll("text-small", "text-faint");
        label.textProperty().bind(text);
        HBox line = new HBox(8, dot, label);
        line.setAlignment(Pos.CENTER_LEFT);
        onlyWithWords(line, text);
        return line;
    }

    private static void onlyWithWords(Node node, ObservableStringValue text) {
        text.subscribe(now -> {
            node.setVisible(!now.isEmpty());
            node.setManaged(!now.isEmpty());
        });
    }
}
