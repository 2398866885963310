package dev.slipway.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long nothing was heard from the backend, by two clocks: the one that only goes forward stands still while the
/// computer sleeps, and what was connected before is then gone without a word. One thread.
final class Silence {
    private final Duration longest;
    private final LongSupplier nanoClock;
    private final LongSupplier wallClockMs;
    private long heardAt;
    private long heardAtMs;

    Silence(Duration longest, LongSupplier nanoClock, LongSupplier wallClockMs) {
        this.longest = longest;
        this.nanoClock = nanoClock;
        this.wallClockMs = wallClockMs;
        heard();
    }

    void heard() {
        heardAt = nanoClock.getAsLong();
        heardAtMs = wallClockMs.getAsLong();
    }

    /// A wall clock that was put forward can make it so too early, which costs a new connection and no more.
    boolean isTooLong() {
        return nanoClock.getAsLong() - heardAt > longest.toNanos()
                || wallClockMs.getAsLong() - heardAtMs > longest.toMillis();
    }
}
