package dev.slipway.backend.egress;

/// Something that is not let through. The message says why, in words that fit behind "host: ".
final class Denied extends RuntimeException {
    private final int status;

    private Denied(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    /// It isn't granted, or leads where nothing may lead.
    static Denied forbidden(String reason) {
        return new Denied(403, reason);
    }

    /// It could be read in two ways.
    static Denied malformed(String reason) {
        return new Denied(400, reason);
    }

    int status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
