package dev.slipway.backend.session;

import dev.slipway.protocol.ErrorCode;

/// An expected no. The message tells the person what to do; it goes to the client as it is.
public final class Refused extends RuntimeException {
    private final ErrorCode code;

    public Refused(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNull(super.getMessage());
    }
}
