package dev.slipway.backend.egress;

import org.jspecify.annotations.Nullable;

/// What was read at an address. All of it is what a server said: data.
///
/// @param url where it was found in the end
/// @param type its Content-Type, or null
/// @param content its beginning, where it was cut
public record Fetched(String url, int status, @Nullable String type, byte[] content, boolean cut) {}
