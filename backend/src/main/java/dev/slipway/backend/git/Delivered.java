package dev.slipway.backend.git;

import org.jspecify.annotations.Nullable;

/// Whether a session's branch reached the repository it came from.
///
/// @param bringCommand the shell command that brings the branch to the person, or null where it can't be
/// brought
/// @param notice why it could not be delivered and what to do, or null where it was
public record Delivered(
        @Nullable String bringCommand, @Nullable String notice) {}
