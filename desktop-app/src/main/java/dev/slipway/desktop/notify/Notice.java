package dev.slipway.desktop.notify;

import dev.slipway.protocol.SessionId;

/// One thing to tell. Immutable.
///
/// @param title the session's
/// @param text what became of it
public record Notice(SessionId session, String title, String text) {}
