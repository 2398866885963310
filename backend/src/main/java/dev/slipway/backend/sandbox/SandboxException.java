package dev.slipway.backend.sandbox;

/// A sandbox could not do what was asked. The message is for people and for the model.
public class SandboxException extends RuntimeException {
    private final boolean lost;

    private SandboxException(String message, boolean lost) {
        super(message);
        this.lost = lost;
    }

    /// The operation failed; the sandbox goes on.
    public static SandboxException failed(String message) {
        return new SandboxException(message, false);
    }

    /// The sandbox is gone, or could not be started.
    public static SandboxException lost(String message) {
        return new SandboxException(message, true);
    }

    public boolean lost() {
        return lost;
    }
}
