package dev.slipway.backend.sandbox.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends sandboxes that have written more than they may. It looks every two seconds, and only while the disk
/// fills, so what is written in between may be more than the limit. Thread-safe.
final class DiskWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final long PERIOD_MS = 2_000;
    private static final long WORTH_A_LOOK = 16L << 20;

    private final ToLongFunction<Path> usage;
    private final Map<EmbeddedSandbox, Watched> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("disk-watch").factory());
    private long freeBefore = Long.MAX_VALUE;

    private record Watched(Path stateFolder, long limit) {}

    /// @param usage bytes that the sandbox over a state folder has written
    DiskWatch(ToLongFunction<Path> usage) {
        this.usage = usage;
        clock.scheduleWithFixedDelay(this::look, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    void add(EmbeddedSandbox sandbox, Path stateFolder, long limit) {
        watched.put(sandbox, new Watched(stateFolder, limit));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        try {
            watched.keySet().removeIf(sandbox -> !sandbox.alive());
            if (watched.isEmpty()) return;
            Path any = watched.values().iterator().next().stateFolder();
            long free = any.toFile().getUsableSpace();
            if (freeBefore - free < WORTH_A_LOOK && freeBefore != Long.MAX_VALUE) {
                freeBefore = Math.max(freeBefore, free);
                return;
            }
            freeBefore = free;
            watched.forEach(this::check);
        } catch (RuntimeException e) {
            LOG.warn("disk use could not be looked at", e);
        }
    }

    private void check(EmbeddedSandbox sandbox, Watched what) {
        long used = usage.applyAsLong(what.stateFolder());
        if (used <= what.limit()) return;
        LOG.warn("sandbox {} was ended: it has written {} MB", sandbox.id(), used >> 20);
        sandbox.end("It has written " + (used >> 20) + " MB, more than its limit of " + (what.limit() >> 20)
                + " MB; its files are kept.");
    }
}
