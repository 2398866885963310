package dev.slipway.backend.store;

import org.jspecify.annotations.Nullable;

/// What one row of a log brings into the search file.
public sealed interface SearchRow {

    /// Words that can be found.
    ///
    /// @param key of the passages of a session with the same key only the newest is kept; null for none
    /// @param turn null where it belongs to none, or to one that comes later
    /// @param person who wrote it; null for whoever wrote what has its key, or what its turn answers
    record Passage(
            long seq,
            long atMs,
            String place,
            @Nullable String key,
            @Nullable String turn,
            @Nullable String person,
            String text)
            implements SearchRow {}

    /// The passage with that key belongs to that turn.
    record Belongs(String key, String turn) implements SearchRow {}
}
