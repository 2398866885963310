package dev.slipway.backend.session;

import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.image.ServedSandbox;
import dev.slipway.backend.image.Snapshots;
import dev.slipway.backend.image.SyncingSandbox;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.SandboxReady;
import dev.slipway.protocol.SessionEvent.SandboxStarting;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of one session and the sandbox over them: started ahead, started again when it was lost, released
/// when nothing happens. Thread-safe.
final class Workspace {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);
    /// Waiting shorter than this isn't worth a word in the thread.
    private static final long WORTH_SAYING_MS = 150;

    private final Session session;
    private final Sandboxes sandboxes;
    private final AttachedInSandbox attached;
    private final Outward outward;
    private final SandboxFigures figures;
    // Guarded by this.
    private @Nullable CompletableFuture<Sandbox> current;

    private @Nullable Thread starter;
    private @Nullable Thread leaving;
    private @Nullable TurnId toldTurn;
    private boolean restarted;
    private long usedAtNanos;
    private String doing = "Starting the sandbox";

    Workspace(Session session, Sandboxes sandboxes) {
        this.session = session;
        this.sandboxes = sandboxes;
        this.outward = new Outward(session);
        this.attached = new AttachedInSandbox(session.id(), session.attachments());
        this.figures = new SandboxFigures(session.id(), sandboxes);
    }

    /// Takes over one that waited. Before anything else is asked of this.
    synchronized void adopt(Waited waited) {
        waited.outward().belongTo(outward);
        current = CompletableFuture.completedFuture(waited.sandbox());
        usedAtNanos = System.nanoTime();
    }

    /// Begins to start the sandbox if there is none. Returns at once.
    synchronized void warm() {
        usedAtNanos = System.nanoTime();
        CompletableFuture<Sandbox> running = current;
        if (running != null && !SandboxStart.isLost(running)) return;
        CompletableFuture<Sandbox> starting = new CompletableFuture<>();
        current = starting;
        toldTurn = null;
        Thread before = leaving;
        starter = Thread.ofVirtual().name("sandbox-" + session.id()).start(() -> start(starting, before));
    }

    /// The sandbox, if nobody has asked for it for longer than that.
    synchronized Optional<Sandbox> idle(Duration longerThan) {
        CompletableFuture<Sandbox> running = current;
        if (running == null || running.state() != Future.State.SUCCESS) return Optional.empty();
        return System.nanoTime() - usedAtNanos > longerThan.toNanos()
                ? Optional.of(running.resultNow())
                : Optional.empty();
    }

    /// Waits until the sandbox that is being started is there, or can't be; not longer than given.
    void awaitStarted(Duration atMost) throws InterruptedException {
        CompletableFuture<Sandbox> starting = current();
        if (starting == null) return;
        try {
            starting.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Who needs the sandbox will hear of it.
        }
    }

    /// The sandbox, when it is ready and holds what was attached to the prompts so far. One thread at a time. While
    /// that takes long, the session's log says what is being done.
    ///
    /// @throws SandboxException where it can't be started; the message says why
    Sandbox sandbox(TurnId turn) throws InterruptedException {
        warm();
        CompletableFuture<Sandbox> starting = starting();
        long askedAt = System.nanoTime();
        String said = "";
        while (true) {
            try {
                Sandbox ready = starting.get(WORTH_SAYING_MS, TimeUnit.MILLISECONDS);
                attached.putInto(
                        ServedSandbox.bare(SyncingSandbox.now(ready)),
                        session.facts().tally().attachedNow());
                sayReady(turn, said.isEmpty() ? 0 : (System.nanoTime() - askedAt) / 1_000_000, ready);
                return ready;
            } catch (TimeoutException e) {
                String now = doing();
                if (!now.equals(said)) session.record(List.of(new SandboxStarting(turn, now)));
                said = now;
            } catch (ExecutionException e) {
                throw SandboxStart.failure(e.getCause());
            }
        }
    }

    /// What the backend may read of the network for the session's agent.
    Web web() {
        return url -> sandboxes.read(session.facts().creation(), outward, url);
    }

    /// The sandbox as it is now.
    SessionDetails.Sandbox details() {
        CompletableFuture<Sandbox> known = current();
        return figures.of(known, sandboxes.limits(session.facts().creation()));
    }

    /// Whether this turn got a sandbox that replaced one which this session had before.
    synchronized boolean restartedIn(TurnId turn) {
        return restarted && turn.equals(toldTurn);
    }

    /// What of the sandbox is worth a word, once.
    List<SessionEvent> news(TurnId turn) {
        CompletableFuture<Sandbox> running = current();
        if (running == null || running.state() != Future.State.SUCCESS) return List.of();
        return SandboxNews.of(running.resultNow(), turn);
    }

    /// @throws Refused where the session has commits and its files are not here, so that going on would undo them
    void requireFiles() {
        if (!sandboxes.hasFiles(session.id())) SandboxStart.requireNoCommits(session.facts());
    }

    String facts() {
        return sandboxes.facts(session.facts().creation());
    }

    @Nullable
    String agentsFile() {
        return sandboxes.agentsFile(session.facts().creation());
    }

    /// Commits and delivers what the turn changed; empty where nothing differs.
    List<SessionEvent> commit(RunningTurn turn, @Nullable String subject) throws InterruptedException {
        if (!sandboxes.hasFiles(session.id())) return List.of();
        return sandboxes.commit(
                session, turn, subject, () -> sandbox(turn.started().turnId()));
    }

    /// Keeps the turn's files for forks and undos. Where that fails the turn goes on to its end, and people
    /// are told.
    List<SessionEvent> snapshot(TurnId turn) throws InterruptedException {
        try {
            Snapshots.Taken taken = sandboxes.snapshot(session.id(), session.facts(), live(turn));
            return List.of(new SessionEvent.SnapshotTaken(
                    turn, taken.id(), taken.copiedBytes(), taken.took().toMillis()));
        } catch (RuntimeException e) {
            LOG.warn("session {}: the files as of turn {} are not kept", session.id(), turn, e);
            return SandboxNews.notKept(turn, e);
        } finally {
            // It may have been ended for that.
            warm();
        }
    }

    private Snapshots.Live live(TurnId turn) {
        return new Snapshots.Live() {
            @Override
            public Sandbox sandbox() throws InterruptedException {
                return Workspace.this.sandbox(turn);
            }

            @Override
            public void end() {
                release();
            }
        };
    }

    /// Whether the files of that moment are there.
    boolean holds(SnapshotId snapshot) {
        return sandboxes.holds(session.id(), snapshot);
    }

    /// Gives this session, which is new, the files that another one had.
    ///
    /// @param facts what its log will tell
    void takeOver(SessionId parent, SnapshotId snapshot, SessionFacts facts) {
        sandboxes.fork(parent, snapshot, session.id(), facts);
    }

    /// Replaces the sandbox by one over the files that count now. Returns at once.
    void renew() {
        letGo();
        warm();
    }

    /// Begins to end the sandbox, or its start; its files stay. A base that is being prepared goes on without this
    /// session. A later turn starts a sandbox again, once this one is gone. Returns at once.
    void letGo() {
        letGo(() -> {});
    }

    /// As [#letGo]; what the sandbox has written becomes a layer once it is gone.
    void hibernate() {
        letGo(() -> sandboxes.keep(session.id(), session.facts()));
    }

    /// @param then what is to be done when the sandbox is gone, before the next one is started
    private synchronized void letGo(Runnable then) {
        CompletableFuture<Sandbox> running = current;
        if (running == null) return;
        current = null;
        if (starter != null) starter.interrupt();
        Thread before = leaving;
        leaving = Thread.ofVirtual()
                .name("leave-" + session.id())
                .start(() -> SandboxEnd.await(session.id(), running, before, then));
    }

    /// As [#letGo], and waits until the sandbox is gone.
    void release() {
        Thread going;
        synchronized (this) {
            letGo();
            going = leaving;
        }
        try {
            if (going != null) going.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @param before that ends the sandbox before this one, or null: two can't have the same files
    private void start(CompletableFuture<Sandbox> starting, @Nullable Thread before) {
        try {
            if (before != null) before.join();
            boolean again = sandboxes.hasFiles(session.id());
            synchronized (this) {
                restarted = again;
            }
            starting.complete(sandboxes.start(session.id(), session.facts(), outward, this::doing));
        } catch (Throwable e) {
            starting.completeExceptionally(e);
        }
    }

    private void sayReady(TurnId turn, long tookMs, Sandbox ready) {
        synchronized (this) {
            if (toldTurn != null) return;
            toldTurn = turn;
        }
        List<SessionEvent> told = new ArrayList<>();
        told.add(new SandboxReady(turn, tookMs, restartedIn(turn), sandboxes.degraded()));
        told.addAll(SandboxNews.beginning(ready, turn));
        session.record(told);
    }

    private synchronized @Nullable CompletableFuture<Sandbox> current() {
        return current;
    }

    private synchronized CompletableFuture<Sandbox> starting() {
        if (current == null) throw SandboxException.lost("The session is being closed.");
        return current;
    }

    private synchronized void doing(String what) {
        doing = what;
    }

    private synchronized String doing() {
        return doing;
    }
}
