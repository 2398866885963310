package dev.slipway.backend.model;

/// A key or token. Never shown: not in logs, not in messages.
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
