package dev.slipway.backend.store;

/// The machine could not keep what it was given; nothing of it was acknowledged, and what was there before is
/// as it was. The message says what to do. The log can be used again when the cause is gone.
public final class StorageFailed extends RuntimeException {
    StorageFailed(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNull(super.getMessage());
    }
}
