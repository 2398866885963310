package dev.slipway.desktop.changes;

import java.util.List;
import java.util.StringJoiner;

/// The rows that are selected, and the one that moves. Immutable.
///
/// @param anchor where it began; −1 for nothing
/// @param caret the row that the keys are about
/// @param side whose text is copied
record Selection(int anchor, int caret, Side side) {
    static final Selection NONE = new Selection(-1, -1, Side.both);

    enum Side {
        both,
        left,
        right
    }

    int first() {
        return Math.min(anchor, caret);
    }

    int last() {
        return Math.max(anchor, caret);
    }

    boolean holds(int row) {
        return anchor >= 0 && row >= first() && row <= last();
    }

    /// The lines' text without signs and numbers.
    String text(List<Row> rows) {
        StringJoiner text = new StringJoiner("\n");
        for (int i = Math.max(0, first()); i <= last() && i < rows.size(); i++) {
            switch (rows.get(i)) {
                case Row.Line line -> text.add(line.shown().text());
                case Row.Pair pair -> {
                    DiffLine shown =
                            side == Side.left || pair.right() == null && side == Side.both ? pair.left() : pair.right();
                    if (shown != null) text.add(shown.text());
                }
                case Row.File file -> {}
                case Row.Note note -> {}
                case Row.Gap gap -> {}
            }
        }
        return text.toString();
    }
}
