package dev.slipway.desktop.thread;

import dev.slipway.desktop.flow.SelectableText;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Region;

/// Lines of text, one below the other, none of them broken.
final class LineStack extends Region {
    static final double LINE = 18;

    /// Between the edge and the text.
    static final double INSET = 8;

    private final List<SelectableText> texts = new ArrayList<>();
    private final List<Region> grounds = new ArrayList<>();
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
        }
        shown = List.copyOf(lines);
        grounds();
        requestLayout();
    }

    /// Lines that were added or removed stand on a ground of their own.
    private void grounds() {
        if (grounds.isEmpty() && shown.stream().allMatch(line -> line.side() == Row.Lines.Side.plain)) return;
        getChildren().removeAll(grounds);
        grounds.clear();
        for (Row.Lines.Line line : shown) {
            Region ground = new Region();
            ground.getStyleClass().add("line-" + line.side());
            grounds.add(ground);
        }
        getChildren().addAll(0, grounds);
    }

    List<SelectableText> texts() {
        return List.copyOf(texts);
    }

    @Override
    public void requestLayout() {
        widest = -1;
        super.requestLayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        if (widest < 0) for (SelectableText text : texts) widest = Math.max(widest, Math.ceil(text.prefWidth(-1)) + 1);
        return Math.max(0, widest) + 2 * INSET;
    }

    @Override
    protected double computePrefHeight(double width) {
        return texts.size() * LINE;
    }

    @Override
    protected void layoutChildren() {
        double y = 0;
        for (int i = 0; i < texts.size(); i++) {
            texts.get(i).resizeRelocate(INSET, y, Math.max(0, getWidth() - INSET), LINE);
            if (i < grounds.size()) grounds.get(i).resizeRelocate(0, y, getWidth(), LINE);
            y += LINE;
        }
    }
}
