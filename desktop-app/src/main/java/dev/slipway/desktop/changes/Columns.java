package dev.slipway.desktop.changes;

import java.util.List;

/// How wide lines are, in columns of a fixed-width font; about right for text that isn't Latin. Pure.
final class Columns {
    static final int TAB = 4;
    /// So much of a line is shown; what is longer was made by a machine, and slows the window down.
    static final int MOST_SHOWN = 2000;

    private Columns() {}

    static int widest(List<Row> rows) {
        int widest = 0;
        for (Row row : rows) {
            switch (row) {
                case Row.Line line -> widest = Math.max(widest, of(line.shown().text()));
                case Row.Pair pair -> {
                    if (pair.left() != null)
                        widest = Math.max(widest, of(pair.left().text()));
                    if (pair.right() != null)
                        widest = Math.max(widest, of(pair.right().text()));
                }
                case Row.File file -> {}
                case Row.Note note -> {}
                case Row.Gap gap -> {}
            }
        }
        return widest;
    }

    static int of(String line) {
        int columns = 0;
        int end = Math.min(line.length(), MOST_SHOWN);
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            columns += c == '\t' ? TAB - columns % TAB : c < 0x1100 ? 1 : 2;
        }
        return end == line.length() ? columns : columns + 32;
    }

    /// The most digits that a line's number has.
    static int digits(List<Row> rows) {
        int highest = 0;
        for (Row row : rows) {
            switch (row) {
                case Row.Line line ->
                    highest = Math.max(
                            highest,
                            Math.max(line.shown().oldNumber(), line.shown().newNumber()));
                case Row.Pair pair -> {
                    if (pair.left() != null)
                        highest = Math.max(highest, pair.left().oldNumber());
                    if (pair.right() != null)
                        highest = Math.max(highest, pair.right().newNumber());
                }
                case Row.File file -> {}
                case Row.Note note -> {}
                case Row.Gap gap -> {}
            }
        }
        return Math.max(3, Integer.toString(highest).length());
    }
}
