package dev.slipway.client;

import dev.slipway.protocol.ServerMessage.Welcome;

/// Told how the connection is. Called on the connection's thread, in order; must not block it.
public interface ConnectionListener {
    ConnectionListener NONE = (state, reason) -> {};

    enum State {
        connecting,
        online,
        /// Tries again by itself, unless the reason is final.
        offline
    }

    /// @param reason for people; empty while all is well
    void connection(State state, String reason);

    default void welcome(Welcome welcome) {}
}
