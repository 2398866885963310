package dev.slipway.backend.session;

import dev.slipway.backend.agent.AgentLoop;
import dev.slipway.backend.events.Entry;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SnapshotId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sessions whose files are open. One that is quiet for a while is closed, and opened again when it is
/// asked for. Thread-safe.
public final class OpenSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSessions.class);

    private final SessionFiles files;
    private final LogFile index;
    private final Lanes lanes;
    private final Lane boardLane;
    private final Session.Surroundings around;
    private final Map<SessionId, Slot> slots = new ConcurrentHashMap<>();
    private final SessionLoading loading;
    private final LayerSweep sweep;
    private final CountDownLatch recovered = new CountDownLatch(1);
    private volatile boolean closed;

    /// Holds at most one open session for an id, and makes those who ask wait while it is opened or closed.
    private static final class Slot {
        private volatile @Nullable Session session;
        private boolean deleted;
        private long usedAt = System.nanoTime();
    }

    private OpenSessions(
            SessionFiles files,
            LogFile index,
            Lanes lanes,
            Lane boardLane,
            Session.Surroundings around,
            LayerSweep sweep) {
        this.files = files;
        this.index = index;
        this.lanes = lanes;
        this.boardLane = boardLane;
        this.around = around;
        this.loading = new SessionLoading(files, around);
        this.sweep = sweep;
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
            Clock clock,
            Meter meter) {
        Session.Turns turns =
                (session, turn) -> new TurnRunner(session, turn, () -> models.model(turn.model()), loops, clock, meter);
        return new OpenSessions(
                files,
                index,
                lanes,
                boardLane,
                new Session.Surroundings(
                        clock, board, models, turns, session -> new Workspace(session, sandboxes), meter),
                new LayerSweep(() -> sandboxes.sweep(files::folders)));
    }

    /// Whether all that an earlier backend left has been looked through.
    public boolean isRecovered() {
        return recovered.getCount() == 0;
    }

    /// How many sandboxes run for sessions. Asks nobody, and may be wrong by those that are just being opened.
    public int sandboxes() {
        return (int) slots.values().stream()
                .map(slot -> slot.session)
                .filter(session -> session != null
                        && session.workspace().idle(Duration.ZERO).isPresent())
                .count();
    }

    /// Makes a session for good, and lists it.
    ///
    /// @param beginning writes the first events, in its lane; where that fails nothing is left of it
    Session create(SessionEvent.SessionCreated created, Consumer<Session> beginning) {
        SessionId id = created.sessionId();
        Slot slot = slots.computeIfAbsent(id, i -> new Slot());
        synchronized (slot) {
            refuseWhenClosed();
            Lane lane = lanes.lane();
            try {
                slot.session = lane.call(() -> {
                    Session made = loading.fresh(id, lane);
                    return loading.orClosed(made, () -> beginning.accept(made));
                });
            } catch (RuntimeException e) {
                slots.remove(id);
                files.discard(id.value());
                throw e;
            }
            boardLane.submit(() -> index.rememberRequest(created.requestId().value(), id.value()));
            return slot.session;
        }
    }

    /// As [#create], with what another session had: its files first, the log last.
    Session fork(SessionId parent, SnapshotId snapshot, Inherited inherited) {
        return create(inherited.created(), made -> {
            files.share(parent.value(), made.id().value(), inherited.outputs(), inherited.attachments());
            made.workspace().takeOver(parent, snapshot, inherited.facts());
            inherited.begin(made);
        });
    }

    /// The session, opened if it wasn't; then what a stopped backend left in it goes on.
    ///
    /// @throws dev.slipway.backend.store.DamagedLog where its file can't be read
    Optional<Session> find(SessionId id) {
        if (!slots.containsKey(id) && !files.exists(id.value())) return Optional.empty();
        Slot slot = slots.computeIfAbsent(id, i -> new Slot());
        synchronized (slot) {
            refuseWhenClosed();
            slot.usedAt = System.nanoTime();
            if (slot.deleted) return Optional.empty();
            if (slot.session == null) slot.session = open(id);
            if (slot.session == null) slot.deleted = true;
            return Optional.ofNullable(slot.session);
        }
    }

    /// What a session used so far.
    Optional<SessionDetails> details(SessionId id) {
        return find(id).map(session -> session.details(files.logBytes(id.value())));
    }

    /// Waits for the sessions' files to be looked through where the index doesn't know.
    Optional<SessionId> createdBy(RequestId request) {
        Optional<SessionId> known = remembered(request);
        if (known.isPresent()) return known;
        try {
            recovered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuseWhenClosed();
        }
        return remembered(request);
    }

    /// Ends what runs, removes the files, and takes it off the list; empty where there is none. Once that is
    /// written it is done, and what fails after it is done again at the next start.
    Optional<Entry> delete(SessionId id, RequestId request) {
        Slot slot = slots.computeIfAbsent(id, i -> new Slot());
        synchronized (slot) {
            refuseWhenClosed();
            if (slot.deleted || !files.exists(id.value())) return Optional.empty();
            Entry entry = around.board().append("session/" + id, new BoardEvent.SessionDeleted(request, id));
            slot.deleted = true;
            Session session = slot.session;
            slot.session = null;
            if (session != null) session.log().dismiss();
            if (session != null) Rest.close(session);
            removeFiles(id);
            sweep.wanted();
            return Optional.of(entry);
        }
    }

    /// Lists sessions that the index doesn't know, takes those off the list that are gone, and goes on with
    /// turns that a stopped backend left. Blocks for as long as it takes to open those; a damaged one is
    /// reported and doesn't hold up the others.
    public void recover() {
        Board board = around.board();
        try {
            for (String name : files.ids()) {
                SessionId id = new SessionId(name);
                if (closed) return;
                if (board.isDeleted(id)) removeFiles(id);
                else if (files.wasOpen(name)
                        || board.session(id).filter(Rest::isAtRest).isEmpty()) recover(id);
            }
            for (BoardEvent.SessionListed listed : board.sessions())
                if (!files.exists(listed.sessionId().value()))
                    board.append(
                            "session/" + listed.sessionId(), new BoardEvent.SessionDeleted(null, listed.sessionId()));
        } finally {
            recovered.countDown();
            sweep.wanted();
        }
    }

    /// Releases the sandboxes that nobody has used for longer than that, and closes the sessions that are as quiet.
    public void closeQuiet(Duration longerThan) {
        slots.forEach((id, slot) -> {
            synchronized (slot) {
                Session session = slot.session;
                if (session != null) Rest.settle(session);
                if (session != null) Rest.of(session, longerThan);
                if (session == null || System.nanoTime() - slot.usedAt <= longerThan.toNanos()) return;
                if (!session.isIdle()) return;
                slot.session = null;
                Rest.close(session);
            }
        });
        around.board().catchUp();
    }

    /// Interrupts the turns, which go on after the next start, and closes all files.
    @Override
    public void close() {
        closed = true;
        recovered.countDown();
        sweep.close();
        List<Thread> closing = new ArrayList<>();
        slots.forEach((id, slot) -> closing.add(Thread.ofVirtual().start(() -> {
            synchronized (slot) {
                if (slot.session != null) Rest.close(slot.session);
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

    private Optional<SessionId> remembered(RequestId request) {
        return boardLane.call(() -> index.sessionOf(request.value())).map(SessionId::new);
    }

    private void recover(SessionId id) {
        try {
            find(id).ifPresent(session -> {
                SessionEvent.SessionCreated created = session.facts().creation();
                boardLane.submit(() -> index.rememberRequest(created.requestId().value(), id.value()));
                session.show();
                Seen.restore(around.board(), session);
            });
        } catch (RuntimeException e) {
            LOG.error("session {} could not be recovered; the others are not concerned", id, e);
        }
    }

    /// Null where its first event never got there: then it was never acknowledged, and is removed.
    private @Nullable Session open(SessionId id) {
        Lane lane = lanes.lane();
        Session found = lane.call(() -> {
            Session read = loading.read(id, lane);
            return loading.orClosed(read, () -> {
                if (read.facts().created() != null) read.recover();
            });
        });
        if (found.facts().created() != null) return found;
        Rest.close(found);
        removeFiles(id);
        return null;
    }

    private void removeFiles(SessionId id) {
        try {
            files.delete(id.value());
        } catch (StorageFailed e) {
            LOG.warn("{} They go at the next start.", e.getMessage());
        }
    }

    private void refuseWhenClosed() {
        if (closed) throw new IllegalStateException("the backend is going down");
    }
}
