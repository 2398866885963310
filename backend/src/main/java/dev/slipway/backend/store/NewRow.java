package dev.slipway.backend.store;

import org.jspecify.annotations.Nullable;

/// A row to append.
///
/// @param requestId the command that it answers, unique in its log; null for none
/// @param json the event, as it will be sent
/// @param atMs when it happened, where that wasn't now; null for now
public record NewRow(
        String type,
        @Nullable String requestId,
        byte[] json,
        @Nullable Long atMs) {
    /// One that happens now.
    public NewRow(String type, @Nullable String requestId, byte[] json) {
        this(type, requestId, json, null);
    }
}
