package dev.slipway.desktop.design;

import javafx.beans.InvalidationListener;
import javafx.scene.control.TextArea;
import javafx.scene.text.Text;

/// A text area that is as high as its text, between two numbers of lines. Lines wrap, save for right-to-left writing
/// ([Wrapping]), which is scrolled.
public final class GrowingArea extends TextArea {
    private static final double FRAME = 20;
    private static final double LINE = 16;

    private final Text measure = new Text();
    private final int fewest;
    private final int most;

    public GrowingArea(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
        getStyleClass().add("growing-area");
        setPrefRowCount(fewest);
        measure.fontProperty().bind(fontProperty());
        InvalidationListener again = property -> resizeToText();
        textProperty().addListener(again);
        widthProperty().addListener(again);
        fontProperty().addListener(again);
        resizeToText();
    }

    private void resizeToText() {
        setWrapText(Wrapping.isSafe(getText()));
        // Emptied first: what stands in it may not be broken at the new width.
        measure.setText("");
        measure.setWrappingWidth(isWrapText() ? Math.max(80, getWidth() - 26) : 0);
        measure.setText(getText() + "​");
        double text = measure.getLayoutBounds().getHeight();
        double height = Math.max(fewest * LINE, Math.min(most * LINE, text)) + FRAME;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }
}
