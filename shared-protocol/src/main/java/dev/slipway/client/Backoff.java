package dev.slipway.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try to connect: full jitter up to a bound that doubles from 0.2 s to 10 s.
/// One thread.
final class Backoff {
    private static final long FIRST_MS = 200;
    private static final long LAST_MS = 10_000;

    private final RandomGenerator random;
    private long bound = FIRST_MS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        Duration wait = Duration.ofMillis(20 + random.nextLong(bound));
        bound = Math.min(LAST_MS, bound * 2);
        return wait;
    }

    void reset() {
        bound = FIRST_MS;
    }
}
