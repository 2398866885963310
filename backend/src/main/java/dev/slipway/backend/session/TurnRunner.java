package dev.slipway.backend.session;

import dev.slipway.backend.agent.AgentLoop;
import dev.slipway.backend.agent.SandboxSource;
import dev.slipway.backend.agent.TurnEnd;
import dev.slipway.backend.agent.TurnInput;
import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.git.GitRefused;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One turn on its own virtual thread: the loop, then the commit, the snapshot, the end. A stop interrupts
/// the loop and never the commit.
final class TurnRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    private static final TurnEnd STOPPED = new TurnEnd(Outcome.stopped, null, null, Usage.NONE);
    private static final long FIRST_WAIT_MS = 250;
    private static final long LONGEST_WAIT_MS = 15_000;

    private final Session session;
    private final SessionEvent.TurnStarted started;
    private final Function<LanguageModel, AgentLoop> loops;
    private final Supplier<LanguageModel> model;
    private final Clock clock;
    private final Meter meter;
    private final Thread thread;
    private final Object phase = new Object();
    // Guarded by phase.
    private boolean interruptible = true;
    private boolean toldToStop;
    private boolean leaving;

    /// @param model looked up when the turn begins; what it is refused with ends the turn
    TurnRunner(
            Session session,
            SessionEvent.TurnStarted started,
            Supplier<LanguageModel> model,
            Function<LanguageModel, AgentLoop> loops,
            Clock clock,
            Meter meter) {
        this.session = session;
        this.started = started;
        this.model = model;
        this.loops = loops;
        this.clock = clock;
        this.meter = meter;
        this.thread = Thread.ofVirtual().name("turn-" + session.id()).unstarted(this::run);
    }

    TurnId turnId() {
        return started.turnId();
    }

    void start() {
        thread.start();
    }

    /// Ends the loop; what was changed is committed. Once the commit has begun, nothing happens. Idempotent.
    void stop() {
        synchronized (phase) {
            if (interruptible) {
                toldToStop = true;
                thread.interrupt();
            }
            interruptible = false;
        }
    }

    /// Ends the loop and writes no end, so that the turn goes on when the backend is back.
    void leave() {
        synchronized (phase) {
            leaving = true;
            phase.notifyAll();
        }
        stop();
    }

    void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void run() {
        try {
            TurnEnd end = loop();
            synchronized (phase) {
                interruptible = false;
                Thread.interrupted();
                if (leaving && end.outcome() == Outcome.stopped) return;
            }
            finish(end);
        } catch (Throwable fault) {
            synchronized (phase) {
                interruptible = false;
                Thread.interrupted();
                if (leaving) return;
            }
            failed(words(fault));
        } finally {
            session.turnEnded(this);
        }
    }

    private TurnEnd loop() {
        try {
            LanguageModel playing = model.get();
            TurnInput input = input();
            meter.asked(turnId());
            return loops.apply(playing).run(input, new Recording(session, meter, turnId(), playing));
        } catch (InterruptedException e) {
            return STOPPED;
        } catch (RuntimeException e) {
            if (!isToldToStop()) throw e;
            // Not all that is interrupted says so: git calls it a file that can't be read.
            LOG.debug("session {}: stopped in the middle of something", session.id(), e);
            return STOPPED;
        }
    }

    private boolean isToldToStop() {
        synchronized (phase) {
            return toldToStop;
        }
    }

    private TurnInput input() throws InterruptedException {
        Workspace workspace = session.workspace();
        workspace.requireFiles();
        workspace.warm();
        return new TurnInput(
                session.id(),
                started.turnId(),
                History.of(session),
                workspace.facts(),
                workspace.agentsFile(),
                session.attachments(),
                new TurnSandbox(workspace, started.turnId()));
    }

    private record TurnSandbox(Workspace workspace, TurnId turn) implements SandboxSource {
        @Override
        public Sandbox sandbox() throws InterruptedException {
            return workspace.sandbox(turn);
        }

        @Override
        public Web web() {
            return workspace.web();
        }

        @Override
        public boolean restarted() {
            return workspace.restartedIn(turn);
        }

        @Override
        public List<SessionEvent> news(TurnId turn) {
            return workspace.news(turn);
        }
    }

    private void finish(TurnEnd end) throws InterruptedException {
        RunningTurn turn = session.facts().turn();
        if (turn == null) return;
        List<SessionEvent> events = new ArrayList<>();
        @Nullable String failure = end.message();
        Outcome outcome = end.outcome();
        try {
            events.addAll(session.workspace().commit(turn, end.subject()));
        } catch (RuntimeException e) {
            LOG.warn("session {}: the turn's files could not be committed", session.id(), e);
            outcome = Outcome.failed;
            failure = "The turn's files could not be committed: " + e.getMessage()
                    + " They are still in the session; prompt again to go on.";
        }
        events.addAll(session.workspace().snapshot(started.turnId()));
        long took = Math.max(0, clock.millis() - turn.startedAtMs());
        events.add(new SessionEvent.TurnFinished(started.turnId(), outcome, failure, took, turn.usage()));
        write(events);
    }

    private void failed(String message) {
        RunningTurn turn = session.facts().turn();
        TurnId id = started.turnId();
        if (turn == null || !turn.started().turnId().equals(id)) return;
        long took = Math.max(0, clock.millis() - turn.startedAtMs());
        write(List.of(new SessionEvent.TurnFinished(id, Outcome.failed, message, took, turn.usage())));
    }

    /// Writes the turn's end. Where the disk is full that is tried until there is room, since a turn without an
    /// end would be run again.
    private void write(List<SessionEvent> end) {
        long wait = FIRST_WAIT_MS;
        while (true) {
            try {
                session.end(end);
                return;
            } catch (StorageFailed e) {
                LOG.warn("session {}: the turn's end waits: {}", session.id(), e.getMessage());
                if (!waitedFor(wait)) return;
                wait = Math.min(LONGEST_WAIT_MS, wait * 2);
            }
        }
    }

    /// False where the backend is going down.
    private boolean waitedFor(long ms) {
        synchronized (phase) {
            try {
                if (!leaving) phase.wait(ms);
            } catch (InterruptedException e) {
                // Nobody interrupts a turn at its end.
            }
            return !leaving;
        }
    }

    private String words(Throwable fault) {
        if (fault instanceof Refused no) return no.getMessage();
        if (fault instanceof GitRefused no) return String.valueOf(no.getMessage());
        if (fault instanceof StorageFailed full)
            return "What the agent did could not be kept, so the turn was ended. " + full.getMessage()
                    + " Prompt again to go on.";
        String reference = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        LOG.error(
                "session {}: turn {} ended by a fault, reference {}", session.id(), started.turnId(), reference, fault);
        return "Something in Slipway broke; the log knows it as " + reference + ". Prompt again to go on.";
    }
}
