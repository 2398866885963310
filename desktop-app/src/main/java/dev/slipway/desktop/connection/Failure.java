package dev.slipway.desktop.connection;

import dev.slipway.client.RejectedException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/// Why a question or a command failed, in words for people.
public final class Failure {
    private Failure() {}

    public static String words(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof TimeoutException) return "The backend doesn't answer. Try it again in a moment.";
        String message = cause.getMessage();
        return message == null ? "Something broke (" + cause.getClass().getSimpleName() + ")." : message;
    }

    /// What the backend said, where it said no; empty where nobody knows what became of it.
    public static Optional<RejectedException> refusal(Throwable failure) {
        return cause(failure) instanceof RejectedException no ? Optional.of(no) : Optional.empty();
    }

    private static Throwable cause(Throwable failure) {
        Throwable inner = failure.getCause();
        return failure instanceof CompletionException && inner != null ? inner : failure;
    }
}
