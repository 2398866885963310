package dev.slipway.desktop.changes;

import java.util.List;

/// Finds the places in rows that people go to. Pure.
final class Places {
    private Places() {}

    /// Where a row of before is now: itself, or the nearest line of its file, or its file; −1 where that is gone.
    static int find(List<Row> rows, Row before) {
        int best = -1;
        int distance = Integer.MAX_VALUE;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row == before) return i;
            if (!row.path().equals(before.path())) continue;
            int away = row instanceof Row.File
                    ? (before instanceof Row.File ? 0 : Integer.MAX_VALUE - 1)
                    : before.line() == 0 || row.line() == 0
                            ? Integer.MAX_VALUE - 2
                            : Math.abs(row.line() - before.line());
            if (away < distance) {
                best = i;
                distance = away;
            }
        }
        return best;
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
