package dev.slipway.backend.budget;

import dev.slipway.protocol.Usage;

/// What one call of a model used. Immutable.
///
/// @param beganMs when its turn began, whose month it counts for
/// @param seq in the session's log, of the event that tells of it
public record Use(Spender spender, String model, long beganMs, long seq, Usage usage) {}
