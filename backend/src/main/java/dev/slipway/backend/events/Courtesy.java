package dev.slipway.backend.events;

/// Lets others run now and then. Virtual threads share as many processors as there are and are never interrupted, so
/// that a few which always have something to do would keep all others waiting. One thread only.
public final class Courtesy {
    private static final long AT_MOST_NANOS = 500_000;

    private long since = System.nanoTime();

    /// To be called between two pieces of work. Gives way if the last time is a while ago.
    public void step() {
        if (System.nanoTime() - since < AT_MOST_NANOS) return;
        Thread.yield();
        since = System.nanoTime();
    }
}
