package dev.slipway.desktop.changes;

import java.util.List;

/// Finds the places in rows that people go to. Pure.
final class Places {
    private static final int NEAR = 1000;
    /// Shorter lines, such as a lone brace, are the same all over a file.
    private static final int LITTLE = 3;

    private Places() {}

    /// Where a row of before is now: itself, or the line of its file that says the same and is near, or the nearest
    /// line,
    /// or its file; −1 where that is gone.
    static int find(List<Row> rows, Row before) {
        int best = -1;
        int distance = Integer.MAX_VALUE;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row == before) return i;
            if (!row.path().equals(before.path())) continue;
            int away = distance(row, before);
            if (away >= distance) continue;
            best = i;
            distance = away;
        }
        return best;
    }

    /// Smaller is nearer.
    private static int distance(Row row, Row before) {
        if (row instanceof Row.File) return before instanceof Row.File ? 0 : Integer.MAX_VALUE - 1;
        if (before.line() == 0 || row.line() == 0) return Integer.MAX_VALUE - 2;
        int away = Math.abs(row.line() - before.line());
        String text = text(before);
        boolean same = away < NEAR && text.strip().length() > LITTLE && text.equals(text(row));
        return same ? away : NEAR + away;
    }

    private static String text(Row row) {
        return switch (row) {
            case Row.Line line -> line.shown().text();
            case Row.Pair pair -> {
                DiffLine shown = pair.right() == null ? pair.left() : pair.right();
                yield shown == null ? "" : shown.text();
            }
            case Row.File file -> "";
            case Row.Note note -> "";
            case Row.Gap gap -> "";
        };
    }

    /// The first row of the next change, or of the next file that shows none; −1 for none.
    static int nextChange(List<Row> rows, int from) {
        for (int i = from + 1; i < rows.size(); i++) if (isStop(rows, i)) return i;
        return -1;
    }

    static int previousChange(List<Row> rows, int from) {
        for (int i = Math.min(from, rows.size()) - 1; i >= 0; i--) if (isStop(rows, i)) return i;
        return -1;
    }

    static int nextFile(List<Row> rows, int from) {
        for (int i = from + 1; i < rows.size(); i++) if (rows.get(i) instanceof Row.File) return i;
        return -1;
    }

    /// The file that the row is in, if that isn't the row itself, else the one before.
    static int previousFile(List<Row> rows, int from) {
        for (int i = Math.min(from, rows.size()) - 1; i >= 0; i--) if (rows.get(i) instanceof Row.File) return i;
        return -1;
    }

    /// The name above a row.
    static int fileOf(List<Row> rows, int row) {
        int i = Math.min(row, rows.size() - 1);
        while (i >= 0 && !(rows.get(i) instanceof Row.File)) i--;
        return i;
    }

    private static boolean isStop(List<Row> rows, int at) {
        Row row = rows.get(at);
        if (row.isChange()) return !rows.get(at - 1).isChange();
        boolean last = at + 1 == rows.size();
        return row instanceof Row.File
                && (last || rows.get(at + 1) instanceof Row.File || rows.get(at + 1) instanceof Row.Note);
    }
}
