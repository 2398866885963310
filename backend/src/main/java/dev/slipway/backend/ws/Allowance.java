package dev.slipway.backend.ws;

import java.util.function.LongSupplier;

/// How many messages a connection may send: 200 a second on the long run, 1,000 at once. One thread only.
final class Allowance {
    private static final double PER_NANOSECOND = 200 / 1e9;
    private static final double MOST = 1000;

    private final LongSupplier nanoClock;
    private double left = MOST;
    private long filledAt;

    Allowance(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        filledAt = nanoClock.getAsLong();
    }

    /// False where there is none left now.
    boolean take() {
        long now = nanoClock.getAsLong();
        left = Math.min(MOST, left + (now - filledAt) * PER_NANOSECOND);
        filledAt = now;
        if (left < 1) return false;
        left--;
        return true;
    }
}
