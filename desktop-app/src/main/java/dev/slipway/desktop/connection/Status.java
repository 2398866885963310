package dev.slipway.desktop.connection;

/// How it stands between the app and a backend. Immutable.
///
/// @param reason for people; empty while all is well
public record Status(State state, String reason) {
    public enum State {
        /// For the first time; nothing is known yet.
        connecting,
        online,
        /// It tries again by itself; what is shown is as of before.
        offline,
        /// The backend won't have this app; the reason says what to do.
        refused
    }

    public static final Status CONNECTING = new Status(State.connecting, "");

    public boolean isOnline() {
        return state == State.online;
    }
}
