package dev.slipway.backend;

/// The backend can't start as things are; the message says what to do.
public final class CannotStart extends RuntimeException {
    public CannotStart(String message) {
        super(message, null, false, false);
    }
}
