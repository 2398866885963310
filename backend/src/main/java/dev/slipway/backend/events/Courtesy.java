package dev.slipway.backend.events;

/// Lets others run now and then. Virtual threads share their carriers and are never interrupted, so that a few which
/// always have something to do would keep all others waiting. One thread only.
///
/// It takes more carriers than processors, as the launcher sets. A carrier turns to what others submitted only once
/// its own queue is empty, and who gives way is in it again at once: with a processor for each carrier it never is.
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
