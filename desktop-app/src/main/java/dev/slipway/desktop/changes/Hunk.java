package dev.slipway.desktop.changes;

import java.util.List;

/// Changed lines that are near each other, and the lines around them. Immutable.
///
/// @param oldStart the number of its first old line; of the line before where it has none
/// @param newStart likewise
/// @param heading what git found to be the part of the file; usually empty
record Hunk(int oldStart, int newStart, String heading, List<DiffLine> lines) {
    Hunk {
        lines = List.copyOf(lines);
    }

    int newEnd() {
        int count = 0;
        for (DiffLine line : lines) if (line.sign() != DiffLine.Sign.removed) count++;
        return count == 0 ? newStart : newStart + count - 1;
    }

    int oldEnd() {
        int count = 0;
        for (DiffLine line : lines) if (line.sign() != DiffLine.Sign.added) count++;
        return count == 0 ? oldStart : oldStart + count - 1;
    }

    /// How many lines at its end are unchanged.
    int trailing() {
        int count = 0;
        while (count < lines.size() && lines.get(lines.size() - 1 - count).sign() == DiffLine.Sign.context) count++;
        return count;
    }
}
