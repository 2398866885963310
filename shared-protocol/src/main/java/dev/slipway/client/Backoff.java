package dev.slipway.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try to connect: full jitter up to a bound that doubles from the first to
/// the longest wait. One thread.
final class Backoff {
    private final RandomGenerator random;
    private final long firstMs;
    private final long longestMs;
    private long bound;

    Backoff(RandomGenerator random, Duration first, Duration longest) {
        this.random = random;
        firstMs = first.toMillis();
        longestMs = longest.toMillis();
        bound = firstMs;
    }

    /// A tenth of the first bound at least, so that a backend that is just starting isn't asked without a pause.
    Duration next() {
        Duration wait = Duration.ofMillis(firstMs / 10 + random.nextLong(bound));
        bound = Math.min(longestMs, bound * 2);
        return wait;
    }

    void reset() {
        bound = firstMs;
    }
}
