package dev.slipway.backend.session;

import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What became of the start of a sandbox.
final class SandboxStart {
    private SandboxStart() {}

    /// Whether there is none any more; false while it is being started.
    static boolean isLost(CompletableFuture<Sandbox> running) {
        if (!running.isDone()) return false;
        return running.isCompletedExceptionally() || !running.join().alive();
    }

    /// Why there is none, for who needs it.
    static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof SandboxException known) return known;
        String why = cause == null ? "for no known reason" : String.valueOf(cause.getMessage());
        return SandboxException.lost("The sandbox could not be started: " + why);
    }
}
