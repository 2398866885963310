package dev.slipway.desktop.changes;

import dev.slipway.protocol.FileChange;
import org.jspecify.annotations.Nullable;

/// One row of what is shown under one another. Immutable.
sealed interface Row {
    /// Of the file that it belongs to.
    String path();

    /// The line of the file that it shows or stands at, from 1: as it is now, or as it was where it went; 0 for none.
    int line();

    /// A file's name, above its rows.
    record File(FileChange change, boolean folded) implements Row {
        @Override
        public String path() {
            return change.path();
        }

        @Override
        public int line() {
            return 0;
        }
    }

    /// Words instead of lines, or beside them.
    ///
    /// @param action what can be done about it, in a word, or null
    record Note(String path, String words, @Nullable String action) implements Row {
        @Override
        public int line() {
            return 0;
        }
    }

    /// Unchanged lines that are not shown.
    ///
    /// @param from the first of them in the new file
    /// @param count −1 where it goes to the file's end, wherever that is
    record Gap(String path, int from, int count, String heading) implements Row {
        @Override
        public int line() {
            return from;
        }
    }

    /// A line across the whole width.
    ///
    /// @param partner the line that it replaced or was replaced by, or null
    record Line(String path, DiffLine shown, @Nullable DiffLine partner) implements Row {
        @Override
        public int line() {
            return shown.newNumber() == 0 ? shown.oldNumber() : shown.newNumber();
        }
    }

    /// What was at the left and what is at the right; one of them may be null.
    record Pair(
            String path, @Nullable DiffLine left, @Nullable DiffLine right) implements Row {
        @Override
        public int line() {
            if (right != null) return right.newNumber();
            return left == null ? 0 : left.oldNumber();
        }
    }

    /// Whether it shows a line that changed.
    default boolean isChange() {
        return switch (this) {
            case Line line -> line.shown().sign() != DiffLine.Sign.context;
            case Pair pair -> pair.left() == null || pair.right() == null || pair.left() != pair.right();
            case File file -> false;
            case Note note -> false;
            case Gap gap -> false;
        };
    }
}
