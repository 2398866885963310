package dev.slipway.desktop.thread;

import dev.slipway.desktop.flow.Cell;
import dev.slipway.desktop.flow.Cells;
import dev.slipway.desktop.flow.Sideways;
import java.util.HashMap;
import java.util.Map;

/// How the rows of the thread are seen.
final class RowCells implements Cells<Row> {
    private static final double CHARACTER = 6.6;
    private static final int MOST_OFFSETS = 200;

    private final ThreadModel model;
    /// How far long lines are moved, for each block: its rows move together.
    private final Map<Row.Key, Sideways.Offset> offsets = new HashMap<>();

    RowCells(ThreadModel model) {
        this.model = model;
    }

    /// What shows how much time went by.
    interface Ticking {
        void tick(long nowMs);
    }

    @Override
    public Object key(Row row) {
        return row.key();
    }

    @Override
    public boolean fits(Row shown, Row next) {
        return shown.getClass() == next.getClass();
    }

    @Override
    public boolean anchors(Row row) {
        return !row.key().equals(ThreadRows.OLDER);
    }

    @Override
    public String text(Row row) {
        return row.copied();
    }

    @Override
    public double estimate(Row row, double width) {
        return switch (row) {
            case Row.Quiet r -> 28;
            case Row.Said r -> 90 + 20.0 * Math.min(Texts.FOLDED_LINES, Texts.lines(r.text()));
            case Row.Words r -> 12 + 20 * Math.ceil((r.piece().text().length() + 1) * CHARACTER / Math.max(100, width));
            case Row.Lines r -> LinesCell.height(r);
            case Row.Call r -> 28;
            case Row.Fold r -> 28;
            case Row.Asked r -> 60 + 40.0 * r.options().size();
            case Row.Refused r -> r.asked().isEmpty() ? 44 : 64;
            case Row.Working r -> 36;
            case Row.Ended r -> 90 + 22.0 * r.files().size();
        };
    }

    @Override
    public Cell<Row> cell(Row row) {
        Cell<Row> cell = switch (row) {
            case Row.Quiet r -> new QuietCell(model);
            case Row.Said r -> new SaidCell(model);
            case Row.Words r -> new WordsCell(model);
            case Row.Lines r -> new LinesCell(model, this::offset);
            case Row.Call r -> new CallCell(model);
            case Row.Fold r -> new FoldCell(model);
            case Row.Asked r -> new AskedCell(model);
            case Row.Refused r -> new RefusedCell(model);
            case Row.Working r -> new WorkingCell(model);
            case Row.Ended r -> new EndedCell(model);
        };
        cell.show(row);
        return cell;
    }

    private Sideways.Offset offset(Row.Key block) {
        if (offsets.size() > MOST_OFFSETS) offsets.clear();
        return offsets.computeIfAbsent(block, key -> new Sideways.Offset());
    }
}
