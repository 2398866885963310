package dev.slipway.desktop.changes;

import java.util.Arrays;
import java.util.List;

/// Where rows lie under one another, in pixels. Immutable.
final class Heights {
    private final double[] tops;

    Heights(List<Row> rows) {
        tops = new double[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) tops[i + 1] = tops[i] + of(rows.get(i));
    }

    static double of(Row row) {
        return switch (row) {
            case Row.File file -> FileRow.HEIGHT;
            case Row.Note note -> WordsRow.NOTE_HEIGHT;
            case Row.Gap gap -> WordsRow.GAP_HEIGHT;
            case Row.Line line -> CodeStrip.HEIGHT;
            case Row.Pair pair -> CodeStrip.HEIGHT;
        };
    }

    double all() {
        return tops[tops.length - 1];
    }

    double top(int row) {
        return tops[row];
    }

    /// The row at a height; the first or last one where that is beyond; −1 where there is none.
    int at(double y) {
        if (tops.length == 1) return -1;
        int found = Arrays.binarySearch(tops, y);
        int row = found >= 0 ? found : -found - 2;
        return Math.clamp(row, 0, tops.length - 2);
    }
}
