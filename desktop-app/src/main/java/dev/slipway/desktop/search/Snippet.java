package dev.slipway.desktop.search;

import dev.slipway.desktop.design.Wrapping;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A passage on one line, with what was found marked. The end gives way, so that the first mark is seen.
final class Snippet extends HBox {
    /// Characters before the first mark, so that there is room for it on a narrow window, too.
    private static final int BEFORE = 24;

    Snippet() {
        getStyleClass().add("snippet");
        setMinWidth(0);
        setPrefHeight(20);
        setMaxHeight(20);
    }

    void show(List<FoundLine.Part> parts) {
        getChildren().clear();
        boolean first = true;
        for (FoundLine.Part part : parts) {
            String text = part.text();
            if (first && !part.found() && parts.size() > 1 && text.length() > BEFORE)
                text = "…" + text.substring(whole(text, text.length() - BEFORE));
            // A part that begins from right to left is still one of a line that goes from left to right.
            Label label = new Label(Wrapping.isSafe(text) ? text : "\u200e" + text);
            label.getStyleClass().add(part.found() ? "snippet-found" : "snippet-text");
            label.setTextOverrun(OverrunStyle.ELLIPSIS);
            label.setMinWidth(first || part.found() ? Region.USE_PREF_SIZE : 0);
            first = false;
            getChildren().add(label);
        }
    }

    /// Not between the halves of a character.
    private static int whole(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }

    /// What there is no room for isn't seen, and nothing is squeezed for it.
    @Override
    protected void layoutChildren() {
        double x = 0;
        for (Node child : getChildren()) {
            double room = Math.max(0, getWidth() - x);
            double width = Math.min(Math.ceil(child.prefWidth(-1)), room);
            child.setVisible(width > 8);
            child.resizeRelocate(x, 0, width, getHeight());
            x += width;
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }
}
