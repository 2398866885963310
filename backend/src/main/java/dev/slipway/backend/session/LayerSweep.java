package dev.slipway.backend.session;

import org.jspecify.annotations.Nullable;

/// Deletes beside everything else what no session needs any more; wishes that come while one waits are one.
/// Thread-safe.
final class LayerSweep implements AutoCloseable {
    private final Runnable sweep;
    // Guarded by this.
    private @Nullable Thread running;
    private boolean again;
    private boolean closed;

    LayerSweep(Runnable sweep) {
        this.sweep = sweep;
    }

    /// Returns at once.
    synchronized void wanted() {
        if (closed) return;
        again = true;
        if (running == null) running = Thread.ofVirtual().name("layer-sweep").start(this::run);
    }

    /// Waits for the one that is under way.
    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            last = running;
        }
        try {
            if (last != null) last.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (isWanted()) sweep.run();
    }

    private synchronized boolean isWanted() {
        boolean more = again && !closed;
        again = false;
        if (!more) running = null;
        return more;
    }
}
