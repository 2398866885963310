package dev.slipway.backend.model;

import org.jspecify.annotations.Nullable;

/// Where a vendor's API is spoken.
///
/// @param baseUrl null for the vendor's own. For OpenAI-compatible servers it includes `/v1`, for Anthropic's
/// it doesn't
/// @param key null where the server wants none
public record Endpoint(@Nullable String baseUrl, @Nullable Secret key) {}
