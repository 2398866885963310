package dev.slipway.backend.git;

/// A repository can't be used as it is. The message is for the person and says what to do.
public final class GitRefused extends RuntimeException {
    public GitRefused(String message) {
        super(message);
    }

    GitRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
