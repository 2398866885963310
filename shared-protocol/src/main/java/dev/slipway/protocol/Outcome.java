package dev.slipway.protocol;

/// How a turn ended: by itself, by a person's stop, or because it could not go on.
public enum Outcome {
    done,
    stopped,
    failed
}
