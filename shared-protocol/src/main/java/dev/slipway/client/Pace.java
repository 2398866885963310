package dev.slipway.client;

import java.util.function.LongSupplier;

/// Keeps a connection under what a backend takes from it (200 messages a second, 1,000 at once): what is sent
/// too fast is refused without a word for which message that was. One thread.
final class Pace {
    private static final double PER_NANOSECOND = 150 / 1e9;
    private static final double MOST = 800;

    private final LongSupplier nanoClock;
    private double left = MOST;
    private long filledAt;

    Pace(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        filledAt = nanoClock.getAsLong();
    }

    /// False where nothing more may be sent now.
    boolean take() {
        long now = nanoClock.getAsLong();
        left = Math.min(MOST, left + (now - filledAt) * PER_NANOSECOND);
        filledAt = now;
        if (left < 1) return false;
        left--;
        return true;
    }
}
