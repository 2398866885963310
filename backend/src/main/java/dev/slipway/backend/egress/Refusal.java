package dev.slipway.backend.egress;

import org.jspecify.annotations.Nullable;

/// What a sandbox was refused. Host and path are what hostile code wrote: data. Immutable.
///
/// @param method null where it wasn't seen
/// @param path without its query; null where it wasn't seen
/// @param reason in words for people
public record Refusal(
        String host,
        int port,
        @Nullable String method,
        @Nullable String path,
        String reason) {}
