package dev.slipway.client;

import dev.slipway.protocol.ErrorCode;

/// What a backend's no looks like to who asked.
public final class Refusals {
    private Refusals() {}

    public static RejectedException of(ErrorCode code, String message) {
        return new RejectedException(code, message);
    }
}
