package dev.slipway.desktop.changes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one file differs. Immutable.
///
/// @param oldPath null where the file is new
/// @param newPath null where the file went
/// @param notes what changed beside its lines, in words: its mode, its name
record FileDiff(
        @Nullable String oldPath, @Nullable String newPath, List<String> notes, boolean binary, List<Hunk> hunks) {
    FileDiff {
        notes = List.copyOf(notes);
        hunks = List.copyOf(hunks);
    }

    /// By which it is known: the new one, if there is one. Empty where the diff named none.
    String path() {
        String known = newPath == null ? oldPath : newPath;
        return known == null ? "" : known;
    }
}
