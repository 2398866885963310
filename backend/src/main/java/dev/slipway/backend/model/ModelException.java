package dev.slipway.backend.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A model gave no complete reply. The message is for people, holds no key, and says what to do.
public final class ModelException extends RuntimeException {
    private final Kind kind;
    private final @Nullable Duration retryAfter;

    public enum Kind {
        /// Trying again may help: connection, 408, 409, 429, 5xx, a stream that broke off.
        passing,
        /// Trying again won't help: a wrong key, a spend limit.
        lasting,
        /// The vendor doesn't take this request: 400, 413, 422. Another one may be taken.
        rejected,
        /// The request is larger than the model's context: compact and try again.
        too_long
    }

    public ModelException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /// The least that the vendor wants us to wait, or null.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
