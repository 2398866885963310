package dev.slipway.desktop.changes;

import dev.slipway.protocol.TurnId;
import org.jspecify.annotations.Nullable;

/// What of the session can be looked at. Immutable.
///
/// @param turn null for the whole session
record TurnChoice(@Nullable TurnId turn, String title) {
    static final TurnChoice WHOLE = new TurnChoice(null, "Whole session");
}
