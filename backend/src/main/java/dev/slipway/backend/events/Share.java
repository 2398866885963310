package dev.slipway.backend.events;

import java.util.function.LongSupplier;

/// What one log may take of a machine that it shares with others. More than that is possible, and has to be waited for
/// afterwards; a second's worth may come at once. Thread-safe.
final class Share {
    /// A piece that is so much longer, in characters, costs as much as two.
    private static final int LENGTH = 16 * 1024;

    private static final long AT_ONCE_NANOS = 1_000_000_000L;
    /// Waiting for less than that costs more than it spares.
    private static final long WORTH_WAITING_NANOS = 10_000_000L;

    private final LongSupplier nanoClock;
    private final long pieceNanos;
    // Guarded by this.
    private long paidAt;

    /// @param perSecond pieces
    Share(LongSupplier nanoClock, long perSecond) {
        this.nanoClock = nanoClock;
        this.pieceNanos = 1_000_000_000L / perSecond;
        this.paidAt = nanoClock.getAsLong() - AT_ONCE_NANOS;
    }

    /// @param perProcessor pieces in a second, for each processor there is
    static Share ofThisMachine(long perProcessor) {
        return new Share(System::nanoTime, perProcessor * Runtime.getRuntime().availableProcessors());
    }

    /// @param length of each, in characters
    synchronized void take(long pieces, int length) {
        long cost = pieces * (1L + length / LENGTH) * pieceNanos;
        paidAt = Math.max(paidAt, nanoClock.getAsLong() - AT_ONCE_NANOS) + cost;
    }

    /// How long to wait before more is taken, in nanoseconds; 0 for not at all.
    synchronized long leftNanos() {
        long left = paidAt - nanoClock.getAsLong();
        return left <= 0 ? 0 : left + WORTH_WAITING_NANOS;
    }
}
