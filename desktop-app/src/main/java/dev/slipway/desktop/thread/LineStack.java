package dev.slipway.desktop.thread;

import dev.slipway.desktop.flow.SelectableText;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Region;

/// Lines of text, one below the other, none of them broken.
final class LineStack extends Region {
    static final double LINE = 18;

    private final List<SelectableText> texts = new ArrayList<>();
    private List<Row.Lines.Line> shown = List.of();
    private double widest = -1;

    LineStack() {
        getStyleClass().add("line-stack");
    }

    void show(List<Row.Lines.Line> lines) {
        while (texts.size() > lines.size()) getChildren().remove(texts.removeLast());
        for (int i = 0; i < lines.size(); i++) {
            if (i < texts.size() && i < shown.size() && shown.get(i).equals(lines.get(i))) continue;
            if (i >= texts.size()) {
                SelectableText text = new SelectableText();
                text.setTabSize(4);
                texts.add(text);
                getChildren().add(text);
            }
            texts.get(i).show(LinesCell.parts(lines.get(i)));
            String side = "line-" + lines.get(i).side();
            if (!texts.get(i).getStyleClass().equals(List.of(side)))
                texts.get(i).getStyleClass().setAll(side);
        }
        shown = List.copyOf(lines);
        widest = -1;
        requestLayout();
    }

    List<SelectableText> texts() {
        return List.copyOf(texts);
    }

    @Override
    protected double computePrefWidth(double height) {
        if (widest < 0) for (SelectableText text : texts) widest = Math.max(widest, Math.ceil(text.prefWidth(-1)) + 1);
        return Math.max(0, widest);
    }

    @Override
    protected double computePrefHeight(double width) {
        return texts.size() * LINE;
    }

    @Override
    protected void layoutChildren() {
        double y = 0;
        for (SelectableText text : texts) {
            text.resizeRelocate(0, y, getWidth(), LINE);
            y += LINE;
        }
    }
}
