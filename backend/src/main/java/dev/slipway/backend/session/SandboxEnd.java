package dev.slipway.backend.session;

import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.SessionId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done when a session lets its sandbox go.
final class SandboxEnd {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxEnd.class);

    private SandboxEnd() {}

    /// Ends it, and returns when it is gone and what follows is done.
    ///
    /// @param before that ends the sandbox before this one, or null
    /// @param then not done where the sandbox can't be ended
    static void await(SessionId session, CompletableFuture<Sandbox> running, @Nullable Thread before, Runnable then) {
        try {
            if (before != null) before.join();
            running.get().close();
            then.run();
        } catch (ExecutionException e) {
            // It never started, so there is nothing to end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("session {}: its sandbox could not be ended in order", session, e);
        }
    }
}
