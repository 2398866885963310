package dev.slipway.client;

import dev.slipway.protocol.ServerMessage.Welcome;

/// Told how the connection is. Called on the connection's thread, in order; must not block it.
public interface ConnectionListener {
    ConnectionListener NONE = (state, reason) -> {};

    enum State {
        connecting,
        online,
        /// It tries again by itself.
        offline,
        /// The backend won't talk to this client, and it doesn't try again; the reason says what to do.
        refused
    }

    /// @param reason for people; empty while all is well
    void connection(State state, String reason);

    default void welcome(Welcome welcome) {}
}
