package dev.slipway.desktop.action;

import dev.slipway.protocol.TurnId;

/// A place in a session's thread. Immutable.
///
/// @param words that stand in the turn as they are written here; empty for its beginning
public record Spot(TurnId turn, String words) {}
