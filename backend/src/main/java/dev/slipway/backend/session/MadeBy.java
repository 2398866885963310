package dev.slipway.backend.session;

import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which session a request made, as the index knows it. What the disk has no room for is known here until it has, so
/// that a repeat makes no second one. Thread-safe.
final class MadeBy {
    private static final Logger LOG = LoggerFactory.getLogger(MadeBy.class);

    private final LogFile index;
    private final Lane lane;
    private final Map<RequestId, SessionId> unwritten = new ConcurrentHashMap<>();

    /// @param lane the index's
    MadeBy(LogFile index, Lane lane) {
        this.index = index;
        this.lane = lane;
    }

    Optional<SessionId> session(RequestId request) {
        Optional<SessionId> kept = Optional.ofNullable(unwritten.get(request));
        return kept.or(() -> lane.call(() -> index.sessionOf(request.value())).map(SessionId::new));
    }

    /// Returns at once.
    void remember(RequestId request, SessionId session) {
        unwritten.put(request, session);
        lane.submit(() -> write(request, session));
    }

    /// Writes what there was no room for, if there is now. Returns at once.
    void catchUp() {
        unwritten.forEach((request, session) -> lane.submit(() -> write(request, session)));
    }

    private void write(RequestId request, SessionId session) {
        try {
            index.rememberRequest(request.value(), session.value());
            unwritten.remove(request);
        } catch (StorageFailed e) {
            LOG.warn("which request made session {} is not written yet: {}", session, e.getMessage());
        }
    }
}
