package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.protocol.SessionId;
import org.jspecify.annotations.Nullable;

/// The event that answers a command.
///
/// @param session whose log it is in; null for the board's
/// @param repeated whether the command had been answered before, so that nothing was added now
public record Answer(@Nullable SessionId session, String epoch, Entry entry, boolean repeated) {}
