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

    /// A session began on that repository.
    ///
    /// @param inherits the last turn that it took over from another session; null for none
    record Created(String repository, @Nullable String inherits) implements SearchRow {}

    /// A turn began, to which the passage with that key belongs.
    ///
    /// @param person for whom; null for whoever wrote that passage
    record Began(
            String key,
            String turn,
            long atMs,
            String model,
            @Nullable String person) implements SearchRow {}

    /// A turn used so much more.
    record Used(String turn, Tokens tokens) implements SearchRow {}

    /// A title was asked for beside a turn, which used so much more than the turn tells.
    record Titled(String turn, Tokens tokens) implements SearchRow {}

    /// A turn ended, and used so much in all.
    record Ended(String turn, Tokens tokens) implements SearchRow {}

    /// As models count.
    record Tokens(long input, long output, long cacheRead, long cacheWrite) {}
}
