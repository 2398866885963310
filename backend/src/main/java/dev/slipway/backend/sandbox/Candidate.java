package dev.slipway.backend.sandbox;

/// A path under `/workspace` that may differ from the layers below.
///
/// @param path relative to `/workspace`, `/` between folders, empty for the workspace itself; names are bytes
/// of the
///     sandbox read as UTF-8, so one that isn't UTF-8 comes with replacement characters and can't be opened again
public record Candidate(String path, Kind kind) {
    public enum Kind {
        /// A file, link or other entry that is new or was written to.
        present,
        /// An entry of a lower layer that was deleted; it may have been a folder.
        deleted,
        /// A folder that hides or moves what lies below: everything in it may differ, and anything may be gone.
        whole_folder
    }
}
