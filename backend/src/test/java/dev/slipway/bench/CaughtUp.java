package dev.slipway.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Hears that each of a crowd has been told all that is past.
final class CaughtUp implements Crowd.Listener {
    private static final ByteBuffer WORD =
            ByteBuffer.wrap("{\"type\":\"caught_up\"".getBytes(StandardCharsets.US_ASCII));

    private final CountDownLatch missing;

    CaughtUp(int clients) {
        missing = new CountDownLatch(clients);
    }

    @Override
    public void frame(int who, ByteBuffer payload, long at) {
        int length = WORD.limit();
        if (payload.limit() >= length && payload.slice(0, length).equals(WORD)) missing.countDown();
    }

    void await() throws InterruptedException {
        if (!missing.await(60, TimeUnit.SECONDS))
            throw new IllegalStateException(missing.getCount() + " subscribers didn't catch up");
    }
}
