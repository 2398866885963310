package dev.slipway.client;

import dev.slipway.protocol.ErrorCode;

/// The backend said no to a command. The message is for the person and says what to do.
public final class RejectedException extends RuntimeException {
    private final ErrorCode code;

    RejectedException(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
