package dev.slipway.backend.session;

import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.BoardEvent;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done with open sessions in quiet moments.
final class Rest {
    private static final Logger LOG = LoggerFactory.getLogger(Rest.class);

    private Rest() {}

    /// Does what opening it left for later, and goes on with what waited for money. Blocks.
    static void settle(Session session) {
        try {
            session.settle();
        } catch (DamagedLog e) {
            LOG.error("session {}: {}", session.id(), e.getMessage());
            session.damaged(e);
        } catch (StorageFailed e) {
            LOG.error("session {}: {}", session.id(), e.getMessage());
        }
    }

    /// Releases the session's sandbox, if nobody has used it for longer than that, whoever looks on. Blocks for a look
    /// at
    /// what runs in it.
    static void of(Session session, Duration longerThan) {
        Optional<Sandbox> idle = session.workspace().idle(longerThan);
        if (idle.isEmpty()) return;
        try {
            session.rest(longerThan, idle.get().tasks());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SandboxException e) {
            LOG.info("session {}: its sandbox isn't released now: {}", session.id(), e.getMessage());
        }
    }

    /// Closes it, whatever becomes of that.
    static void close(Session session) {
        try {
            session.close();
        } catch (RuntimeException e) {
            LOG.error("session {} could not be closed in order", session.id(), e);
        }
    }

    static boolean hasSandbox(Session session) {
        return session.workspace().idle(Duration.ZERO).isPresent();
    }

    static boolean isAtRest(BoardEvent.SessionListed listed) {
        if (listed.damage() != null) return false;
        return switch (listed.state()) {
            case ready, waiting, done, stopped, failed -> listed.queued() == 0;
            case starting, working -> false;
        };
    }
}
