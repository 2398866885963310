package dev.slipway.backend.store;

import org.jspecify.annotations.Nullable;

/// A row of a log.
///
/// @param seq 1, 2, 3 … within the log's epoch
/// @param atMs milliseconds since 1970 when it was appended
public record Row(
        long seq, long atMs, String type, @Nullable String requestId, byte[] json) {}
