package dev.slipway.protocol;

import dev.slipway.protocol.ServerMessage.Logged;
import org.jspecify.annotations.Nullable;

/// A session that was made, also by a fork.
///
/// @param created its `session_created`
/// @param prompt the `prompt_queued` of its first prompt; null where none was given
public record SessionBegun(
        SessionId sessionId, Logged created, @Nullable Logged prompt) {
    public SessionBegun {
        Check.present("sessionId", sessionId);
        Check.present("created", created);
    }
}
