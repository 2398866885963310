package dev.slipway.backend.session;

import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes sessions that were archived and left alone for so long. A computer's clock may be wrong for a while, so each
/// goes only once it has been due for an hour by the one that only goes forward. Thread-safe.
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration DUE_FOR = Duration.ofHours(1);

    private final Sessions sessions;
    private final Duration kept;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<SessionId, Long> dueSince = new ConcurrentHashMap<>();

    /// @param kept how long archived sessions are; zero for ever
    public Retention(Sessions sessions, Duration kept, Clock clock) {
        this(sessions, kept, clock, System::nanoTime);
    }

    Retention(Sessions sessions, Duration kept, Clock clock, LongSupplier nanos) {
        this.sessions = sessions;
        this.kept = kept;
        this.clock = clock;
        this.nanos = nanos;
    }

    /// Deletes what has been due for long enough. Blocks for that; throws nothing.
    public void look() {
        long now = clock.millis();
        Map<SessionId, SessionListed> due = sessions.board().sessions().stream()
                .filter(listed -> goesAt(listed).filter(at -> at <= now).isPresent())
                .collect(Collectors.toMap(SessionListed::sessionId, listed -> listed));
        dueSince.keySet().retainAll(due.keySet());
        due.forEach((session, listed) -> {
            long since = dueSince.computeIfAbsent(session, s -> nanos.getAsLong());
            if (nanos.getAsLong() - since >= DUE_FOR.toNanos()) delete(listed);
        });
    }

    /// When the next session is due, in ms since 1970; empty where none does.
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
