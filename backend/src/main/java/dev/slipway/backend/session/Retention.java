package dev.slipway.backend.session;

import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes sessions that were archived and left alone for so long. Thread-safe.
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Sessions sessions;
    private final Duration kept;
    private final Clock clock;

    /// @param kept how long archived sessions are; zero for ever
    public Retention(Sessions sessions, Duration kept, Clock clock) {
        this.sessions = sessions;
        this.kept = kept;
        this.clock = clock;
    }

    /// Deletes what is due. Blocks for that; throws nothing.
    public void look() {
        long now = clock.millis();
        for (SessionListed listed : sessions.board().sessions())
            if (goesAt(listed).filter(at -> at <= now).isPresent()) delete(listed);
    }

    /// When the next session goes, in ms since 1970; empty where none does.
    public Optional<Long> nextAtMs() {
        return sessions.board().sessions().stream()
                .flatMap(listed -> goesAt(listed).stream())
                .min(Long::compare);
    }

    private Optional<Long> goesAt(SessionListed listed) {
        if (kept.isZero() || !listed.archived()) return Optional.empty();
        return Optional.of(listed.changedAtMs() + kept.toMillis());
    }

    private void delete(SessionListed listed) {
        try {
            sessions.delete(new ClientMessage.DeleteSession(RequestId.fresh(), listed.sessionId()));
            LOG.info("session {} was archived for {} days and is deleted", listed.sessionId(), kept.toDays());
        } catch (RuntimeException e) {
            LOG.warn("session {} is due to be deleted and could not be", listed.sessionId(), e);
        }
    }
}
