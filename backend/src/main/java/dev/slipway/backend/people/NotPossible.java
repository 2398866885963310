package dev.slipway.backend.people;

/// What was asked of people can't be done; the message says why, for people.
public final class NotPossible extends RuntimeException {
    NotPossible(String message) {
        super(message, null, false, false);
    }
}
