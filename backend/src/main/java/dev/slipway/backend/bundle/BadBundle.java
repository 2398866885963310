package dev.slipway.backend.bundle;

/// A file that is no exported session, or not a whole one. The message is for the person, and quotes nothing of it.
public final class BadBundle extends RuntimeException {
    BadBundle(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNull(super.getMessage());
    }
}
