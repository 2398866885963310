package dev.slipway.backend.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How long to wait before a model is called again: any time up to a bound that doubles with each try, from 1 s
/// to 60 s, and never less than the vendor wants.
record Backoff(RandomGenerator random) {
    static final int MOST_TRIES = 8;
    private static final long FIRST_MS = 1_000;
    private static final long MOST_MS = 60_000;

    /// @param failures 1 after the first
    Duration delay(int failures, @Nullable Duration least) {
        long bound = Math.min(MOST_MS, FIRST_MS << Math.min(failures - 1, 10));
        Duration delay = Duration.ofMillis(random.nextLong(bound + 1));
        return least != null && least.compareTo(delay) > 0 ? least : delay;
    }
}
