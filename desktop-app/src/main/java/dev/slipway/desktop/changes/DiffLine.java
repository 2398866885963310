package dev.slipway.desktop.changes;

/// One line of a file as a diff has it. Immutable.
///
/// @param oldNumber from 1; 0 where the line is new
/// @param newNumber from 1; 0 where the line went
/// @param text without its end
/// @param ended false for a last line without a line end
record DiffLine(Sign sign, int oldNumber, int newNumber, String text, boolean ended) {
    enum Sign {
        context,
        added,
        removed
    }

    DiffLine unended() {
        return new DiffLine(sign, oldNumber, newNumber, text, false);
    }
}
