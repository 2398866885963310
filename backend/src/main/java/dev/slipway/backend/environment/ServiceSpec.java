package dev.slipway.backend.environment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A program that runs beside the commands, such as a database. Immutable.
///
/// @param command for `bash -c`, in the foreground
/// @param ready when it can be used; null for as soon as it was started
/// @param timeout after which one that isn't ready is told of
public record ServiceSpec(
        String name, String command, @Nullable Readiness ready, Duration timeout) {
    /// How one sees that it can be used. One of the three is set.
    ///
    /// @param port something listens on it, on the loopback address
    /// @param command exits with 0
    /// @param file is there
    public record Readiness(
            @Nullable Integer port,
            @Nullable String command,
            @Nullable String file) {}
}
