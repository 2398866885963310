package dev.slipway.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/// When each token was sent and when each of a crowd had it. Tokens are all of [#WIDTH] characters, so that a delta's
/// offset and length say which it holds.
final class Arrivals implements Crowd.Listener {
    static final int WIDTH = 8;
    static final byte[] DELTA = "{\"type\":\"delta\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OFFSET = "\"offset\":".getBytes(StandardCharsets.US_ASCII);
    static final byte[] TEXT = ",\"text\":\"".getBytes(StandardCharsets.US_ASCII);

    private final AtomicLongArray sentAt;
    private final int[] had;
    private final CountDownLatch complete;
    private final Samples latencies = new Samples();
    private volatile long lastAt;

    Arrivals(int clients, int tokens) {
        sentAt = new AtomicLongArray(tokens);
        had = new int[clients];
        complete = new CountDownLatch(clients);
    }

    static String token(int index) {
        return "t%06d ".formatted(index);
    }

    /// To be said just before the token is written.
    void sent(int index) {
        sentAt.set(index, System.nanoTime());
    }

    /// When the first was sent.
    long firstSentAt() {
        return sentAt.get(0);
    }

    @Override
    public void frame(int who, ByteBuffer payload, long at) {
        if (!startsWith(payload, DELTA)) return;
        int number = find(payload, OFFSET, DELTA.length) + OFFSET.length;
        int offset = 0;
        for (; payload.get(number) != ','; number++) offset = 10 * offset + payload.get(number) - '0';
        int text = number + TEXT.length;
        int end = payload.limit() - 2;
        int first = offset / WIDTH;
        int count = (end - text) / WIDTH;
        if (first >= sentAt.length()) return;
        for (int i = first; i < first + count; i++) latencies.addNanos(at - sentAt.get(i));
        lastAt = at;
        had[who] += count;
        if (had[who] == sentAt.length()) complete.countDown();
    }

    /// Blocks until all of the crowd have all.
    void await(Duration atMost) throws InterruptedException {
        if (!complete.await(atMost.toMillis(), TimeUnit.MILLISECONDS))
            throw new IllegalStateException(complete.getCount() + " clients didn't get all that was sent");
    }

    /// When the last of the crowd had the last token. After [#await] only.
    long lastAt() {
        return lastAt;
    }

    /// From each token's sending to each client's having it. After [#await] only.
    Samples latencies() {
        return latencies;
    }

    static boolean startsWith(ByteBuffer payload, byte[] word) {
        if (payload.limit() < word.length) return false;
        for (int i = 0; i < word.length; i++) if (payload.get(i) != word[i]) return false;
        return true;
    }

    static int find(ByteBuffer payload, byte[] word, int from) {
        for (int i = from; i <= payload.limit() - word.length; i++) {
            int same = 0;
            while (same < word.length && payload.get(i + same) == word[same]) same++;
            if (same == word.length) return i;
        }
        throw new IllegalArgumentException("a delta without " + new String(word, StandardCharsets.US_ASCII));
    }
}
