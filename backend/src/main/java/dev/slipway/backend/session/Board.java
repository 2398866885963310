package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.Lane;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What stands outside any one session, as a log of the same kind. It can be made again from the sessions'
/// files and the mirrors, so nothing is only here. Thread-safe.
public final class Board {
    private final Lane lane;
    private final EventLog log;
    private final Map<SessionId, SessionListed> sessions = new ConcurrentHashMap<>();
    private final Set<RepositoryName> repositories = ConcurrentHashMap.newKeySet();

    public Board(Lane lane, EventLog log) {
        this.lane = lane;
        this.log = log;
        for (long after = 0; ; ) {
            List<Entry> page = log.read(after, 1000);
            for (Entry entry : page) remember(event(entry));
            if (page.isEmpty()) return;
            after = page.getLast().seq();
        }
    }

    public EventLog log() {
        return log;
    }

    boolean knows(RepositoryName repository) {
        return repositories.contains(repository);
    }

    /// Every session that is listed, in no order.
    public List<SessionListed> sessions() {
        return List.copyOf(sessions.values());
    }

    Optional<SessionListed> session(SessionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /// Shows the session as it is now, if that differs from what is shown. Returns at once; in the order of the
    /// calls.
    void show(SessionId id, SessionFacts facts) {
        SessionListed now = listed(id, facts);
        SessionListed before = sessions.put(id, now);
        if (before != null && sameButTime(before, now)) return;
        lane.submit(() -> {
            if (sessions.containsKey(id)) log.appendKeyed("session/" + id, Events.row(now), Durability.kill);
        });
    }

    /// Appends and answers; survives `kill -9`, or a power cut for what a person did.
    Entry append(@Nullable String key, BoardEvent event) {
        Durability durability = event.requestId() == null ? Durability.kill : Durability.power_cut;
        return lane.call(() -> {
            remember(event);
            return log.appendKeyed(key, Events.row(event), durability);
        });
    }

    /// The event that answered this request before.
    Optional<Entry> answer(String requestId) {
        return lane.call(() -> log.answer(requestId));
    }

    private void remember(BoardEvent event) {
        switch (event) {
            case SessionListed e -> sessions.put(e.sessionId(), e);
            case BoardEvent.SessionDeleted e -> sessions.remove(e.sessionId());
            case BoardEvent.RepositoryAdded e -> repositories.add(e.repository().name());
            case BoardEvent.RepositoryRemoved e -> repositories.remove(e.name());
            case BoardEvent.BasePreparing e -> {}
            case BoardEvent.BaseReady e -> {}
            case BoardEvent.BaseFailed e -> {}
            case BoardEvent.Unknown e -> {}
        }
    }

    private static boolean sameButTime(SessionListed a, SessionListed b) {
        return a.title().equals(b.title())
                && a.state() == b.state()
                && a.queued() == b.queued()
                && a.archived() == b.archived()
                && a.model().equals(b.model());
    }

    private static SessionListed listed(SessionId id, SessionFacts facts) {
        var created = facts.creation();
        return new SessionListed(
                id,
                facts.title(),
                created.repository(),
                created.model(),
                created.person(),
                facts.state(),
                facts.waiting().size(),
                facts.archived(),
                facts.createdAtMs(),
                facts.changedAtMs());
    }

    static BoardEvent event(Entry entry) {
        return Json.read(entry.json(), BoardEvent.class);
    }
}
