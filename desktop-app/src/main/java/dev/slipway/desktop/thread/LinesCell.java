package dev.slipway.desktop.thread;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.flow.Cell;
import dev.slipway.desktop.flow.SelectableText;
import dev.slipway.desktop.flow.Sideways;
import dev.slipway.desktop.prose.PieceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.material2.Material2AL;

/// Some lines of code or output. Its height is known without measuring: all lines are equally high.
final class LinesCell implements Cell<Row> {
    private static final double GAP = 12;
    private static final double PAD = 8;
    private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");
    private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");

    private final LineStack lines = new LineStack();
    private final Sideways sideways = new Sideways(lines);
    private final Function<Row.Key, Sideways.Offset> offsets;
    private final Label label = new Label();
    private final Button copy;
    private final HBox corner;
    private final Region node = new Ground();
    private Row.Lines row = new Row.Lines(
            new Row.Key("", "", 0),
            new Row.Lines.Block(new Row.Key("", "", 0), "", Row.Lines.Look.code, 0),
            List.of(),
            false,
            false);

    LinesCell(ThreadModel model, Function<Row.Key, Sideways.Offset> offsets) {
        this.offsets = offsets;
        label.getStyleClass().addAll("text-faint", "text-small");
        copy = Buttons.icon(Material2AL.CONTENT_COPY, "Copy", () -> model.copyBlock(row));
        corner = new HBox(4, label, copy);
        corner.setAlignment(Pos.CENTER_RIGHT);
        corner.getStyleClass().add("lines-corner");
        corner.visibleProperty().bind(node.hoverProperty().or(copy.focusedProperty()));
    }

    /// What a row of lines is high.
    static double height(Row.Lines row) {
        return row.lines().size() * LineStack.LINE + top(row) + (row.last() ? PAD : 0);
    }

    private static double top(Row.Lines row) {
        return row.first() ? PAD + gap(row) : 0;
    }

    private static double gap(Row.Lines row) {
        return row.block().look() == Row.Lines.Look.code ? GAP : 4;
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row shown) {
        if (!(shown instanceof Row.Lines now)) return;
        row = now;
        lines.show(now.lines());
        label.setText(now.block().label());
        sideways.move(offsets.apply(now.block().key()), now.last());
        node.getStyleClass().setAll("lines", "lines-" + now.block().look());
        node.requestLayout();
    }

    @Override
    public List<SelectableText> texts() {
        return lines.texts();
    }

    @Override
    public void gone() {
        sideways.gone();
    }

    private final class Ground extends Region {
        private final Region ground = new Region();

        Ground() {
            ground.getStyleClass().add("lines-ground");
        }

        @Override
        protected double computePrefHeight(double width) {
            return height(row);
        }

        @Override
        protected void layoutChildren() {
            if (getChildren().isEmpty()) getChildren().setAll(List.of(ground, sideways, corner));
            double x = row.block().indent() * PieceNode.INDENT;
            double gap = row.first() ? gap(row) : 0;
            ground.resizeRelocate(x, gap, getWidth() - x, getHeight() - gap);
            ground.pseudoClassStateChanged(FIRST, row.first());
            ground.pseudoClassStateChanged(LAST, row.last());
            sideways.resizeRelocate(x, top(row), getWidth() - x, getHeight() - top(row));
            boolean offers = row.first();
            corner.setManaged(offers);
            corner.setOpacity(offers ? 1 : 0);
            corner.setMouseTransparent(!offers);
            copy.setDisable(!offers);
            double wide = corner.prefWidth(-1);
            corner.resizeRelocate(getWidth() - wide - 4, gap + 2, wide, 30);
        }
    }

    static List<SelectableText.Part> parts(Row.Lines.Line line) {
        List<SelectableText.Part> parts = new ArrayList<>(line.text().spans().size());
        String faint = line.side() == Row.Lines.Side.between ? "code-comment" : null;
        for (var span : line.text().spans())
            parts.add(new SelectableText.Part(span.text(), faint == null ? "code-" + span.tint() : faint, null));
        return parts;
    }
}
