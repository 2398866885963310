package dev.slipway.client;

import dev.slipway.protocol.PoolFigures;

/// What is said of sandboxes that wait, the same in every client. Thread-safe.
public final class PoolWords {
    private PoolWords() {}

    /// `1 waits (2.8 MB of memory) · 5 of 7 sessions began in one`.
    public static String of(PoolFigures pool) {
        StringBuilder words = new StringBuilder(
                pool.waiting() == 0 ? "none waits" : pool.waiting() + (pool.waiting() == 1 ? " waits" : " wait"));
        if (pool.memoryBytes() > 0)
            words.append(" (").append(Human.bytes(pool.memoryBytes())).append(" of memory)");
        if (pool.starting() > 0) words.append(", ").append(pool.starting()).append(" being started");
        long sessions = pool.taken() + pool.missed();
        if (sessions > 0)
            words.append(" · ")
                    .append(pool.taken())
                    .append(" of ")
                    .append(Human.count(sessions, "session"))
                    .append(" began in one");
        return words.toString();
    }
}
