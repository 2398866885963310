package dev.slipway.protocol;

/// One file that differs from the session's base commit.
///
/// @param path relative to the repository's root, `/` between folders
/// @param addedLines 0 for a binary file
/// @param removedLines 0 for a binary file
public record FileChange(String path, Kind kind, long addedLines, long removedLines, boolean binary) {
    public enum Kind {
        added,
        modified,
        deleted
    }

    public FileChange {
        Check.filled("path", path, 4096);
        Check.present("kind", kind);
        Check.notNegative("addedLines", addedLines);
        Check.notNegative("removedLines", removedLines);
    }
}
