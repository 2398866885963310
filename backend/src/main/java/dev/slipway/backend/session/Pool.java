package dev.slipway.backend.session;

import dev.slipway.backend.git.Base;
import dev.slipway.backend.image.PoolPolicy;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.PoolFigures;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps sandboxes waiting for sessions that nobody has asked for yet, as [PoolPolicy] says. Each has the id and the
/// folder that its session will have. Thread-safe.
public final class Pool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
    private static final Duration LOOKS = Duration.ofSeconds(10);

    private final PoolDemands demands;
    private final RepositorySandboxes sandboxes;
    private final SessionFiles files;
    private final int most;
    private final Clock clock;
    private final Thread keeper = Thread.ofVirtual().name("pool").unstarted(this::keep);
    // Guarded by this.
    private final List<Spot> spots = new ArrayList<>();
    private boolean due;
    private boolean closed;
    private final Map<RepositoryName, Long> taken = new HashMap<>();
    private final Map<RepositoryName, Long> missed = new HashMap<>();

    /// One that waits or is being started.
    private final class Spot {
        private final SessionId id = SessionId.fresh();
        private final PoolPolicy.Kind kind;
        private final LateOutward outward = new LateOutward();
        private final Thread starter;
        // Guarded by the pool.
        private @Nullable Sandbox sandbox;

        Spot(PoolPolicy.Kind kind, String base) {
            this.kind = kind;
            starter = Thread.ofVirtual().name("pool-" + id).unstarted(() -> start(this, base));
        }

        boolean isAlive() {
            return sandbox == null || sandbox.alive();
        }

        boolean isReadyFor(RepositoryName repository, String commit) {
            return sandbox != null
                    && sandbox.alive()
                    && kind.repository().equals(repository)
                    && kind.commit().equals(commit);
        }
    }

    /// @param most that may wait; 0 for none
    public Pool(
            RepositorySandboxes sandboxes,
            SessionFiles files,
            Board board,
            Repositories repositories,
            int most,
            Clock clock) {
        this.demands = new PoolDemands(board, repositories, sandboxes, clock);
        this.sandboxes = sandboxes;
        this.files = files;
        this.most = most;
        this.clock = clock;
        repositories.beforeRemoval(this::forget);
    }

    /// Sandboxes wait from now on. Called once.
    public void begin() {
        if (most > 0) keeper.start();
    }

    /// Somebody types a prompt for a session on this commit. Its base is laid out when this returns.
    void typed(RepositoryName repository, @Nullable String asked, Base base) throws InterruptedException {
        demands.typed(repository, asked);
        look();
        sandboxes.prepare(repository, base);
    }

    /// One for a session that begins on this commit, which is the caller's from now on. To be followed by [#look] when
    /// the session is listed.
    Optional<Waited> take(RepositoryName repository, String commit) {
        if (most == 0) return Optional.empty();
        synchronized (this) {
            Optional<Spot> found = spots.stream()
                    .filter(spot -> spot.isReadyFor(repository, commit))
                    .findFirst();
            found.ifPresent(spots::remove);
            (found.isPresent() ? taken : missed).merge(repository, 1L, Long::sum);
            return found.flatMap(
                    spot -> Optional.ofNullable(spot.sandbox).map(ready -> new Waited(spot.id, ready, spot.outward)));
        }
    }

    /// Ends one that was taken for a session that could not begin.
    void discard(Waited waited) {
        waited.sandbox().close();
        files.discard(waited.id().value());
    }

    /// Of all repositories together.
    public PoolFigures figures() {
        return figures(repository -> true);
    }

    public PoolFigures figures(RepositoryName repository) {
        return figures(repository::equals);
    }

    private PoolFigures figures(Predicate<RepositoryName> of) {
        List<Sandbox> waiting;
        int starting;
        long hits;
        long misses;
        synchronized (this) {
            List<Spot> shown = spots.stream()
                    .filter(spot -> of.test(spot.kind.repository()))
                    .toList();
            waiting = shown.stream()
                    .map(spot -> spot.sandbox)
                    .flatMap(Stream::ofNullable)
                    .toList();
            starting = shown.size() - waiting.size();
            hits = count(taken, of);
            misses = count(missed, of);
        }
        long bytes = waiting.stream()
                .map(each -> each.use().memoryBytes())
                .mapToLong(each -> each == null ? 0 : each)
                .sum();
        return new PoolFigures(waiting.size(), starting, hits, misses, bytes);
    }

    private static long count(Map<RepositoryName, Long> counts, Predicate<RepositoryName> of) {
        return counts.entrySet().stream()
                .filter(each -> of.test(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// Looks now whether something is to be done, in the background.
    synchronized void look() {
        due = true;
        notifyAll();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        giveBack(spot -> true);
    }

    private void forget(RepositoryName repository) {
        demands.forget(repository);
        giveBack(spot -> spot.kind.repository().equals(repository));
    }

    private void keep() {
        try {
            while (awaitDue()) round();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitDue() throws InterruptedException {
        if (!due && !closed) wait(LOOKS.toMillis());
        due = false;
        return !closed;
    }

    private void round() {
        try {
            List<PoolPolicy.Demand> wanted = demands.now();
            List<SessionId> spare;
            synchronized (this) {
                List<PoolPolicy.Waiting> waiting = spots.stream()
                        .map(spot -> new PoolPolicy.Waiting(spot.id, spot.kind, spot.isAlive()))
                        .toList();
                PoolPolicy.Plan plan = PoolPolicy.plan(wanted, waiting, most, clock.instant());
                spare = plan.giveBack();
                if (!closed) plan.start().forEach(this::begin);
            }
            giveBack(spot -> spare.contains(spot.id));
        } catch (RuntimeException e) {
            LOG.error("which sandboxes should wait can't be told now", e);
        }
    }

    private void begin(PoolPolicy.Kind kind) {
        Spot spot = new Spot(kind, demands.base(kind));
        spots.add(spot);
        spot.starter.start();
    }

    private void start(Spot spot, String base) {
        long began = System.nanoTime();
        PoolPolicy.Kind kind = spot.kind;
        try {
            files.reserve(spot.id.value());
            Base at = new Base(base, kind.commit());
            Sandbox sandbox = sandboxes.start(new Place(spot.id, kind.repository(), at), spot.outward);
            synchronized (this) {
                spot.sandbox = sandbox;
                if (spots.contains(spot)) demands.started(kind, Duration.ofNanos(System.nanoTime() - began));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.info("no sandbox waits for {}: {}", kind.repository(), e.getMessage());
            demands.failed(kind, clock.instant());
            giveBack(other -> other == spot);
        }
    }

    /// Ends these and removes their files; blocks until they are gone.
    private void giveBack(Predicate<Spot> which) {
        List<Spot> spare;
        synchronized (this) {
            spare = spots.stream().filter(which).toList();
            spots.removeAll(spare);
        }
        for (Spot spot : spare) if (Thread.currentThread() != spot.starter) spot.starter.interrupt();
        for (Spot spot : spare) end(spot);
    }

    private void end(Spot spot) {
        try {
            if (Thread.currentThread() != spot.starter) spot.starter.join();
            Sandbox sandbox;
            synchronized (this) {
                sandbox = spot.sandbox;
            }
            if (sandbox != null) sandbox.close();
            files.discard(spot.id.value());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("a sandbox that waited could not be ended in order", e);
        }
    }
}
