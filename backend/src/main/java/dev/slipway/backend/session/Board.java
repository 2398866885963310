package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.Access;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.Sharing;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands outside any one session, as a log of the same kind. It can be made again from the sessions'
/// files and the mirrors, so nothing is only here. Thread-safe.
public final class Board {
    private static final Logger LOG = LoggerFactory.getLogger(Board.class);
    private static final int MOST_REPLACED = 2_000;

    private final Lane lane;
    private final EventLog log;
    private final Map<SessionId, SessionListed> sessions = new ConcurrentHashMap<>();
    private final Marks marks = new Marks();
    private final Set<RepositoryName> repositories = ConcurrentHashMap.newKeySet();
    /// By their keys, what is being fetched or laid out.
    private final Map<String, BoardEvent.BasePreparing> preparing = new ConcurrentHashMap<>();

    private final Set<SessionId> deleted = ConcurrentHashMap.newKeySet();
    /// Sessions whose files can't be used, wholly or in part, and why; also such as aren't listed.
    private final Map<SessionId, String> damaged = new ConcurrentHashMap<>();
    /// Shown otherwise than they are, since the disk was full when they changed.
    private final Set<SessionId> behind = ConcurrentHashMap.newKeySet();
    private volatile Witness witness = new Witness() {
        @Override
        public void changed(SessionId session) {}

        @Override
        public void deleted(SessionId session) {}
    };
    // Lane only.
    private int replaced;

    /// Learns of what happens to sessions, in their lanes or the board's, and returns at once.
    public interface Witness {
        /// Something was written to its log.
        void changed(SessionId session);

        void deleted(SessionId session);
    }

    public Board(Lane lane, EventLog log) {
        this.lane = lane;
        this.log = log;
        for (long after = 0; ; ) {
            List<Entry> page = log.read(after, 1000);
            for (Entry entry : page) {
                if (Marks.isOne(entry)) marks.keep(Marks.read(entry));
                else remember(event(entry));
            }
            if (page.isEmpty()) break;
            after = page.getLast().seq();
        }
        lane.submit(this::shorten);
        List.copyOf(preparing.values()).forEach(left -> lane.submit(() -> end(left)));
    }

    public EventLog log() {
        return log;
    }

    /// The one who is told from now on.
    public void witness(Witness next) {
        witness = next;
    }

    boolean knows(RepositoryName repository) {
        return repositories.contains(repository);
    }

    /// Those that there are, in no order.
    Set<RepositoryName> repositories() {
        return Set.copyOf(repositories);
    }

    /// Every session that is listed, in no order.
    public List<SessionListed> sessions() {
        return List.copyOf(sessions.values());
    }

    public Optional<SessionListed> session(SessionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /// Who may do what there.
    static Access access(SessionListed listed) {
        return listed.access() == null ? Sharing.begun(listed.person()).access() : listed.access();
    }

    /// How far people have seen a session that concerns them, by [dev.slipway.backend.people.Caller#key()].
    Map<String, Long> marks(SessionId id) {
        return marks.of(id);
    }

    /// Changes how far somebody has seen a session, unless that was done for this request before. It survives
    /// `kill -9` when this returns; empty where the session is gone.
    ///
    /// @param request that it answers, or null
    Optional<Answered> mark(@Nullable RequestId request, SessionId id, String person, Marks.Change change) {
        return lane.call(() -> {
            Optional<Entry> before = request == null ? Optional.empty() : log.answer(request.value());
            if (before.isPresent()) return before.map(entry -> new Answered(entry, true));
            if (deleted.contains(id)) return Optional.empty();
            Marks.Kept kept = marks.changed(request, id, person, change);
            Entry entry = log.appendKeyed(List.of(Marks.key(id)), kept.row(), Durability.kill);
            marks.keep(kept);
            countReplaced();
            return Optional.of(new Answered(entry, false));
        });
    }

    /// Whether the session was deleted, and its files are to go if they are still there.
    boolean isDeleted(SessionId id) {
        return deleted.contains(id);
    }

    /// Shows the session as it is now, if that differs from what is shown. Returns at once; in the order of the
    /// calls.
    ///
    /// @param news the seq of the newest event that is worth a person's attention
    void show(SessionId id, SessionFacts facts, long news) {
        if (deleted.contains(id)) return;
        witness.changed(id);
        damaged.remove(id);
        SessionListed now = Listing.of(id, facts, news);
        SessionListed before = sessions.put(id, now);
        if (before != null && Listing.sameButTime(before, now)) return;
        lane.submit(() -> write(now));
    }

    /// Shows that a session's file can't be used, wholly or in part. Returns at once.
    ///
    /// @param what is wrong with it, in words for people
    public void damaged(SessionId id, String what) {
        if (deleted.contains(id)) return;
        damaged.put(id, what);
        SessionListed before = sessions.get(id);
        if (before == null || what.equals(before.damage())) return;
        SessionListed now = before.damaged(what);
        sessions.put(id, now);
        lane.submit(() -> write(now));
    }

    /// The sessions whose files are known to be damaged, and what is wrong with them.
    public Map<SessionId, String> damaged() {
        return Map.copyOf(damaged);
    }

    /// Shows what a full disk kept from being shown.
    void catchUp() {
        for (SessionId id : List.copyOf(behind)) {
            behind.remove(id);
            session(id).ifPresent(now -> lane.submit(() -> write(now)));
        }
    }

    /// Appends and answers; survives `kill -9`, or a power cut for what a person did.
    Entry append(@Nullable String key, BoardEvent event) {
        Durability durability = event.requestId() == null ? Durability.kill : Durability.power_cut;
        return lane.call(() -> {
            Entry entry = log.appendKeyed(keys(key, event), Events.row(event), durability);
            remember(event);
            if (event instanceof BoardEvent.BasePreparing || event instanceof BoardEvent.ImageBuilding) countReplaced();
            return entry;
        });
    }

    private static List<String> keys(@Nullable String key, BoardEvent event) {
        if (key == null) return List.of();
        // Its marks go as well, when the log is shortened.
        if (event instanceof BoardEvent.SessionDeleted e) return List.of(key, Marks.key(e.sessionId()));
        return List.of(key);
    }

    /// The event that answered this request before.
    Optional<Entry> answer(String requestId) {
        return lane.call(() -> log.answer(requestId));
    }

    private void write(SessionListed now) {
        SessionId id = now.sessionId();
        if (deleted.contains(id)) {
            sessions.remove(id);
            return;
        }
        try {
            log.appendKeyed(List.of("session/" + id), Events.row(now), Durability.kill);
            countReplaced();
        } catch (StorageFailed e) {
            behind.add(id);
            LOG.warn("session {} is listed as it was: {}", id, e.getMessage());
        }
    }

    /// What a stopped backend was doing isn't being done any more.
    private void end(BoardEvent.BasePreparing left) {
        String key = Preparations.key(left.repository(), left.commit());
        String message = "The backend was stopped meanwhile. The next session begins it again.";
        try {
            append(key, new BoardEvent.BaseFailed(left.repository(), left.commit(), message));
        } catch (StorageFailed e) {
            LOG.warn("{} is shown as if it were being prepared: {}", left.repository(), e.getMessage());
        }
    }

    private void countReplaced() {
        replaced++;
        if (replaced > MOST_REPLACED) shorten();
    }

    /// Forgets what was listed of sessions before, and how far preparations were, so that the log doesn't grow with
    /// every turn. Lane only.
    private void shorten() {
        replaced = 0;
        try {
            log.forgetReplaced(Json.typeOf(SessionListed.class));
            log.forgetReplaced(Marks.TYPE);
            log.forgetReplaced(Json.typeOf(BoardEvent.BasePreparing.class));
            log.forgetReplaced(Json.typeOf(BoardEvent.ImageBuilding.class));
            log.forgetReplaced(Json.typeOf(BoardEvent.ImageFailed.class));
            log.forgetReplaced(Json.typeOf(BoardEvent.ImageReady.class));
        } catch (StorageFailed e) {
            LOG.warn("the board can't be shortened now: {}", e.getMessage());
        }
    }

    private void remember(BoardEvent event) {
        switch (event) {
            case SessionListed e -> {
                sessions.put(e.sessionId(), e);
                if (e.damage() != null) damaged.put(e.sessionId(), e.damage());
            }
            case BoardEvent.SessionDeleted e -> {
                deleted.add(e.sessionId());
                damaged.remove(e.sessionId());
                sessions.remove(e.sessionId());
                marks.forget(e.sessionId());
                witness.deleted(e.sessionId());
            }
            case BoardEvent.RepositoryAdded e -> repositories.add(e.repository().name());
            case BoardEvent.RepositoryRemoved e -> {
                repositories.remove(e.name());
                preparing.values().removeIf(left -> left.repository().equals(e.name()));
            }
            case BoardEvent.BasePreparing e -> preparing.put(Preparations.key(e.repository(), e.commit()), e);
            case BoardEvent.BaseReady e -> preparing.remove(Preparations.key(e.repository(), e.commit()));
            case BoardEvent.BaseFailed e -> preparing.remove(Preparations.key(e.repository(), e.commit()));
            case BoardEvent.ImageBuilding e -> {}
            case BoardEvent.ImageReady e -> {}
            case BoardEvent.ImageFailed e -> {}
            case BoardEvent.ImageCancelled e -> {}
            case BoardEvent.ImageRemoved e -> {}
            // Told to one person each, of rows that hold the marks of all.
            case BoardEvent.SessionSeen e -> {}
            case BoardEvent.Withheld _, BoardEvent.Unknown _ -> {}
        }
    }

    static BoardEvent event(Entry entry) {
        return Json.read(entry.json(), BoardEvent.class);
    }
}
