package dev.slipway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/// Many streams of tokens at once, each slow, and how long each token took to who follows its stream. A token tells
/// which it is. Thread-safe.
final class Chatter implements Crowd.Listener {
    private static final int MOST_STREAMS = 1_000;
    private static final int MOST_TOKENS = 3_000;
    private static final int STREAM_DIGITS = 3;
    private static final int INDEX_DIGITS = 4;
    private static final int WIDTH = STREAM_DIGITS + INDEX_DIGITS + 1;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicLongArray sentAt = new AtomicLongArray(MOST_STREAMS * MOST_TOKENS);
    // Guarded by this.
    private Samples latencies = new Samples();
    private volatile boolean over;

    interface Tokens {
        /// @param sent to be run just before the token is written
        void write(int index, String token, Runnable sent) throws IOException;
    }

    /// How many streams there were or are.
    int streams() {
        return begun.get();
    }

    /// Another stream, at an even pace by the clock, until all are ended. Blocks.
    void stream(int perSecond, Tokens to) throws IOException {
        int stream = begun.getAndIncrement();
        long startedAt = System.nanoTime();
        for (int i = 0; i < MOST_TOKENS && !over; i++) {
            long due = startedAt + i * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime())
                LockSupport.parkNanos(left);
            int place = stream * MOST_TOKENS + i;
            to.write(i, "%03d%04d ".formatted(stream, i), () -> sentAt.set(place, System.nanoTime()));
        }
    }

    void end() {
        over = true;
    }

    /// What comes from now on; nothing is added once this is called again.
    synchronized Samples fresh() {
        Samples next = new Samples();
        latencies = next;
        return next;
    }

    @Override
    public synchronized void frame(int who, ByteBuffer payload, long at) {
        if (!Arrivals.startsWith(payload, Arrivals.DELTA)) return;
        int text = Arrivals.find(payload, Arrivals.TEXT, Arrivals.DELTA.length) + Arrivals.TEXT.length;
        for (int from = text; from + WIDTH <= payload.limit() && payload.get(from) != '"'; from += WIDTH) {
            int stream = number(payload, from, STREAM_DIGITS);
            int index = number(payload, from + STREAM_DIGITS, INDEX_DIGITS);
            latencies.addNanos(at - sentAt.get(stream * MOST_TOKENS + index));
        }
    }

    private static int number(ByteBuffer payload, int from, int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) number = 10 * number + payload.get(from + i) - '0';
        return number;
    }
}
