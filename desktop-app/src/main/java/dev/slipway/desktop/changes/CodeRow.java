package dev.slipway.desktop.changes;

import dev.slipway.desktop.code.Highlighter;
import java.util.List;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// A line of code across the width, or two halves side by side.
final class CodeRow extends RowNode {
    private final DiffModel model;
    private final CodeStrip left;
    private final @Nullable CodeStrip right;
    private final Region divider = new Region();

    private CodeRow(DiffModel model, CodeStrip left, @Nullable CodeStrip right) {
        this.model = model;
        this.left = left;
        this.right = right;
        getChildren().add(left);
        if (right != null) {
            getChildren().add(right);
            divider.getStyleClass().add("diff-divider");
            getChildren().add(divider);
        }
    }

    static CodeRow line(DiffModel model) {
        return new CodeRow(model, new CodeStrip(2), null);
    }

    static CodeRow pair(DiffModel model) {
        return new CodeRow(model, new CodeStrip(1), new CodeStrip(1));
    }

    @Override
    void show(Row row, CodeStrip.Measure measure) {
        if (row instanceof Row.Line line) line(line, measure);
        if (row instanceof Row.Pair pair && right != null) pair(pair, right, measure);
    }

    private void line(Row.Line row, CodeStrip.Measure measure) {
        DiffLine line = row.shown();
        int[] numbers = {line.oldNumber(), line.newNumber()};
        left.show(line, numbers, model.look(row.path(), line), words(line, row.partner()), measure);
        setAccessibleText(spoken(line));
    }

    private static List<Words.Range> words(DiffLine line, @Nullable DiffLine partner) {
        if (partner == null) return List.of();
        return line.sign() == DiffLine.Sign.removed
                ? Words.between(line.text(), partner.text()).removed()
                : Words.between(partner.text(), line.text()).added();
    }

    private void pair(Row.Pair row, CodeStrip other, CodeStrip.Measure measure) {
        DiffLine old = row.left();
        DiffLine now = row.right();
        Words words = old == null || now == null || old == now ? Words.NONE : Words.between(old.text(), now.text());
        half(left, row.path(), old, old == null ? 0 : old.oldNumber(), words.removed(), measure);
        half(other, row.path(), now, now == null ? 0 : now.newNumber(), words.added(), measure);
        setAccessibleText((old == null ? "" : spoken(old)) + " " + (now == null || now == old ? "" : spoken(now)));
    }

    private void half(
            CodeStrip strip,
            String path,
            @Nullable DiffLine line,
            int number,
            List<Words.Range> words,
            CodeStrip.Measure measure) {
        Highlighter.Line look = line == null ? Highlighter.Line.EMPTY : model.look(path, line);
        strip.show(line, new int[] {number}, look, words, measure);
    }

    private static String spoken(DiffLine line) {
        String text = line.text().length() > 200 ? line.text().substring(0, 200) : line.text();
        return switch (line.sign()) {
            case context -> text;
            case added -> "added: " + text;
            case removed -> "removed: " + text;
        };
    }

    @Override
    void measure(CodeStrip.Measure measure) {
        left.measure(measure);
        if (right != null) right.measure(measure);
    }

    @Override
    void select(boolean selected, Selection.Side side) {
        left.select(selected && side != Selection.Side.right);
        if (right != null) right.select(selected && side != Selection.Side.left);
    }

    @Override
    protected void layoutChildren() {
        if (right == null) {
            left.resizeRelocate(0, 0, getWidth(), getHeight());
            return;
        }
        double half = Math.floor(getWidth() / 2);
        left.resizeRelocate(0, 0, half, getHeight());
        divider.resizeRelocate(half, 0, 1, getHeight());
        right.resizeRelocate(half, 0, getWidth() - half, getHeight());
    }
}
