package dev.slipway.desktop.flow;

import java.util.function.DoubleConsumer;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;

/// The scroll bar of a flow. While its thumb is held it follows the hand alone: heights that become known meanwhile
/// would move it.
final class FlowBar extends ScrollBar {
    private static final double STEP = 40;
    private static final double SMALLEST = 0.04;

    private boolean showing;

    /// @param scrolled told how far it was moved, from 0 to 1
    FlowBar(DoubleConsumer scrolled) {
        setOrientation(Orientation.VERTICAL);
        setUnitIncrement(STEP);
        valueProperty().addListener((property, before, now) -> {
            if (!showing && getMax() > 0) scrolled.accept(now.doubleValue() / getMax());
        });
    }

    /// @param hidden how many pixels are not in view
    /// @param above how many of them are above it
    /// @param height of the view
    void show(double hidden, double above, double height) {
        setVisible(hidden > 0);
        if (hidden <= 0 || isHeld()) return;
        showing = true;
        setMax(hidden);
        setVisibleAmount(hidden * Math.max(SMALLEST, height / (hidden + height)));
        setBlockIncrement(Math.max(STEP, height - STEP));
        setValue(Math.clamp(above, 0, hidden));
        showing = false;
    }

    private boolean isHeld() {
        Node thumb = lookup(".thumb");
        return thumb != null && thumb.isPressed();
    }
}
