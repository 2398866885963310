package dev.slipway.backend.egress;

/// Nothing could be read at an address, or it may not be. The message says why, for who asked.
public final class NotFetched extends Exception {
    NotFetched(String message) {
        super(message);
    }
}
