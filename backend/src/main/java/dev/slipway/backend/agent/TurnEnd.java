package dev.slipway.backend.agent;

import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Usage;
import org.jspecify.annotations.Nullable;

/// How a turn ended by itself.
///
/// @param outcome `done` or `failed`; a stop is an [InterruptedException]
/// @param message why it failed and what to do; null where it is done
/// @param subject what the model named the change, at most 72 characters, or null where it named none
/// @param usage of all steps of the turn, those before a crash included
public record TurnEnd(
        Outcome outcome, @Nullable String message, @Nullable String subject, Usage usage) {}
