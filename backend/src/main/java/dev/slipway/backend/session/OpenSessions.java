package dev.slipway.backend.session;

import dev.slipway.backend.agent.AgentLoop;
import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sessions whose files are open. One that is quiet for a while is closed, and opened again when it is
/// asked for. Thread-safe.
public final class OpenSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSessions.class);
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final SessionFiles files;
    private final LogFile index;
    private final Lanes lanes;
    private final Lane boardLane;
    private final Session.Surroundings around;
    private final Map<SessionId, Slot> slots = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Holds at most one open session for an id, and makes those who ask wait while it is opened or closed.
    private static final class Slot {
        private @Nullable Session session;
        private boolean deleted;
        private long usedAt = System.nanoTime();
    }

    private OpenSessions(SessionFiles files, LogFile index, Lanes lanes, Lane boardLane, Session.Surroundings around) {
        this.files = files;
        this.index = index;
        this.lanes = lanes;
        this.boardLane = boardLane;
        this.around = around;
    }

    /// @param loops makes the agent's loop for a model
    public static OpenSessions of(
            SessionFiles files,
            LogFile index,
            Lanes lanes,
            Lane boardLane,
            Board board,
            SessionModels models,
            Function<LanguageModel, AgentLoop> loops,
            RepositorySandboxes sandboxes,
            Clock clock) {
        Session.Turns turns =
                (session, turn) -> new TurnRunner(session, turn, models.model(turn.model()), loops, clock);
        return new OpenSessions(
                files,
                index,
                lanes,
                boardLane,
                new Session.Surroundings(clock, board, models, turns, session -> new Workspace(session, sandboxes)));
    }

    /// Writes the first event, for good, and lists the session.
    Session create(SessionEvent.SessionCreated created) {
        SessionId id = created.sessionId();
        Slot slot = slots.computeIfAbsent(id, i -> new Slot());
        synchronized (slot) {
            refuseWhenClosed();
            Lane lane = lanes.lane();
            Session session = lane.call(() -> {
                EventLog log = EventLog.open(files.create(id.value()), lane, files.outputs(id.value()));
                Session made = new Session(id, log, lane, around, SessionFacts.EMPTY);
                made.begin(created);
                return made;
            });
            slot.session = session;
            boardLane.submit(() -> index.rememberRequest(created.requestId().value(), id.value()));
            return session;
        }
    }

    /// @throws dev.slipway.backend.store.DamagedLog where its file can't be read
    Optional<Session> find(SessionId id) {
        if (!slots.containsKey(id) && !files.exists(id.value())) return Optional.empty();
        Slot slot = slots.computeIfAbsent(id, i -> new Slot());
        synchronized (slot) {
            refuseWhenClosed();
            slot.usedAt = System.nanoTime();
            if (slot.deleted) return Optional.empty();
            if (slot.session == null) slot.session = load(id);
            return Optional.of(slot.session);
        }
    }

    boolean exists(SessionId id) {
        return files.exists(id.value());
    }

    Optional<SessionId> createdBy(RequestId request) {
        return boardLane.call(() -> index.sessionOf(request.value())).map(SessionId::new);
    }

    /// Ends what runs, removes the files, and takes it off the list.
    Entry delete(SessionId id, RequestId request) {
        forget(id);
        return around.board().append("session/" + id, new BoardEvent.SessionDeleted(request, id));
    }

    /// Lists sessions that the index doesn't know, and goes on with turns that a stopped backend left. Blocks
    /// for as long as it takes to open those; a damaged one is reported and doesn't hold up the others.
    public void recover() {
        for (String name : files.ids()) {
            SessionId id = new SessionId(name);
            boolean settled = around.board()
                    .session(id)
                    .filter(listed -> !files.wasOpen(name) && isAtRest(listed))
                    .isPresent();
            if (!settled) recover(id);
        }
    }

    /// Closes what has been quiet for ten minutes: its sandbox first, then its file.
    public void closeQuiet() {
        slots.forEach((id, slot) -> {
            synchronized (slot) {
                Session session = slot.session;
                boolean quiet = System.nanoTime() - slot.usedAt > QUIET.toNanos();
                if (session == null || !quiet || !session.isIdle()) return;
                session.close();
                slot.session = null;
            }
        });
    }

    /// Interrupts the turns, which go on after the next start, and closes all files.
    @Override
    public void close() {
        closed = true;
        List<Thread> closing = new ArrayList<>();
        slots.forEach((id, slot) -> closing.add(Thread.ofVirtual().start(() -> {
            synchronized (slot) {
                if (slot.session != null) slot.session.close();
                slot.session = null;
            }
        })));
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void recover(SessionId id) {
        try {
            Optional<Session> session = find(id);
            if (session.isEmpty()) return;
            if (session.get().facts().created() == null) {
                forget(id);
                return;
            }
            SessionEvent.SessionCreated created = session.get().facts().creation();
            boardLane.submit(() -> index.rememberRequest(created.requestId().value(), id.value()));
            around.board().show(id, session.get().facts());
            session.get().recover();
        } catch (RuntimeException e) {
            LOG.error("session {} could not be recovered; the others are not concerned", id, e);
        }
    }

    /// A session whose first event never got there was never acknowledged.
    private void forget(SessionId id) {
        Slot slot = slots.computeIfAbsent(id, i -> new Slot());
        synchronized (slot) {
            if (slot.session != null) slot.session.close();
            slot.session = null;
            slot.deleted = true;
            files.delete(id.value());
        }
    }

    private Session load(SessionId id) {
        Lane lane = lanes.lane();
        return lane.call(() -> {
            LogFile file = files.open(id.value());
            EventLog log = EventLog.open(file, lane, files.outputs(id.value()));
            SessionFacts facts = SessionFacts.EMPTY;
            for (long after = 0; ; ) {
                List<Entry> page = log.read(after, 1000);
                for (Entry entry : page) facts = facts.apply(entry.atMs(), Events.event(entry));
                if (page.isEmpty()) return new Session(id, log, lane, around, facts);
                after = page.getLast().seq();
            }
        });
    }

    private void refuseWhenClosed() {
        if (closed) throw new IllegalStateException("the backend is going down");
    }

    private static boolean isAtRest(BoardEvent.SessionListed listed) {
        return switch (listed.state()) {
            case ready, waiting, done, stopped, failed -> listed.queued() == 0;
            case starting, working -> false;
        };
    }
}
