package dev.slipway.desktop.prose;

import dev.slipway.desktop.flow.SelectableText;
import dev.slipway.desktop.prose.Piece.Align;
import dev.slipway.desktop.prose.Piece.Leaf.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;

/// A table: columns as wide as they need to be up to a bound, hairlines between rows.
final class TableNode extends Region {
    private static final double PAD_X = 12;
    private static final double PAD_Y = 6;
    private static final double WIDEST = 320;

    private final List<List<SelectableText>> rows = new ArrayList<>();
    private final List<Region> lines = new ArrayList<>();
    private double[] columns = {};
    private double[] heights = {};
    private boolean measured;

    TableNode(Consumer<String> follow) {
        getStyleClass().add("table");
        this.follow = follow;
    }

    private final Consumer<String> follow;

    void show(Table table) {
        rows.clear();
        lines.clear();
        for (List<List<Span>> row : table.rows()) {
            List<SelectableText> cells = new ArrayList<>();
            String style = rows.isEmpty() ? "t strong" : "t";
            for (int i = 0; i < row.size(); i++)
                cells.add(cell(row.get(i), style, table.columns().get(i)));
            if (!cells.isEmpty()) cells.getLast().separator("\n");
            rows.add(cells);
            Region line = new Region();
            line.getStyleClass().add("hairline-bottom");
            lines.add(line);
        }
        getChildren().setAll(lines);
        rows.forEach(row -> getChildren().addAll(row));
        measured = false;
        requestLayout();
    }

    List<SelectableText> texts() {
        return rows.stream().flatMap(List::stream).toList();
    }

    private SelectableText cell(List<Span> spans, String style, Align align) {
        SelectableText text = new SelectableText();
        text.separator("\t");
        text.onLink(follow);
        text.show(SpanParts.of(spans, style));
        text.setTextAlignment(
                switch (align) {
                    case left -> TextAlignment.LEFT;
                    case centre -> TextAlignment.CENTER;
                    case right -> TextAlignment.RIGHT;
                });
        return text;
    }

    private void measure() {
        if (measured) return;
        measured = true;
        int count = rows.isEmpty() ? 0 : rows.getFirst().size();
        columns = new double[count];
        heights = new double[rows.size()];
        for (List<SelectableText> row : rows)
            for (int i = 0; i < count; i++)
                columns[i] = Math.max(
                        columns[i], Math.min(WIDEST, Math.ceil(row.get(i).prefWidth(-1)) + 1));
        for (int r = 0; r < rows.size(); r++) {
            for (int i = 0; i < count; i++)
                heights[r] = Math.max(heights[r], rows.get(r).get(i).prefHeight(columns[i]) + 2 * PAD_Y);
            heights[r] = Math.ceil(heights[r]);
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        measure();
        double width = 0;
        for (double column : columns) width += column + 2 * PAD_X;
        return width;
    }

    @Override
    protected double computePrefHeight(double width) {
        measure();
        double height = 0;
        for (double row : heights) height += row;
        return height;
    }

    @Override
    protected void layoutChildren() {
        measure();
        double y = 0;
        double width = computePrefWidth(-1);
        for (int r = 0; r < rows.size(); r++) {
            double x = PAD_X;
            for (int i = 0; i < columns.length; i++) {
                rows.get(r).get(i).resizeRelocate(x, y + PAD_Y, columns[i], heights[r] - 2 * PAD_Y);
                x += columns[i] + 2 * PAD_X;
            }
            lines.get(r).resizeRelocate(0, y, width, heights[r]);
            y += heights[r];
        }
    }
}
