package dev.slipway.backend.ws;

import dev.slipway.backend.events.Courtesy;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits to be sent on one connection, and the one thread at a time that sends it: Helidon's send blocks when the
/// peer doesn't read, and is for one thread at a time. Where nothing waits there is no thread. Offering never blocks;
/// answers and catching up may, and so go at the reader's speed.
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    /// UTF-16 units that may wait for a slow reader before its subscriptions end.
    static final long LIVE_BOUND = 8L << 20;
    private static final int PACED_BOUND = 1 << 20;

    private final AtomicLong waiting = new AtomicLong();
    private final Semaphore paced = new Semaphore(PACED_BOUND, true);
    private final CountDownLatch sent = new CountDownLatch(1);
    /// The newest ping that waits for its answer; older ones need none (RFC 6455, 5.5.3).
    private final AtomicReference<@Nullable BufferData> ping = new AtomicReference<>();
    private final WsSession session;
    private final Runnable broken;
    private final LongSupplier nanos;
    /// 0 where nothing is being sent.
    private volatile long sendingSince;
    private volatile boolean closed;
    private volatile boolean dropped;
    // Guarded by this: null where nothing waits.
    private @Nullable List<Frame> frames;
    private boolean writing;

    private sealed interface Frame {
        /// @param permits of the paced bound that are given back when it was sent
        record Text(String text, int permits) implements Frame {}

        record Pong() implements Frame {}

        record Close(int status, String reason) implements Frame {}
    }

    /// @param broken called once on a writing thread if the peer can't be written to any more
    Outbox(WsSession session, Runnable broken, LongSupplier nanos) {
        this.session = session;
        this.broken = broken;
        this.nanos = nanos;
    }

    /// False where too much waits already, or the connection is closed; then it is not sent.
    boolean offer(String frame) {
        if (closed || waiting.get() > LIVE_BOUND) return false;
        add(frame, 0);
        return true;
    }

    /// Sent in any case and at once: words about a subscription, of which there are few. The log's lane may say
    /// them.
    void send(String frame) {
        if (!closed) add(frame, 0);
    }

    /// Answers a question: waits while the answers and backlogs that are on their way are more than the bound,
    /// so that who asks without reading waits, and nothing piles up.
    void answer(String frame) {
        try {
            int permits = await(frame);
            if (closed) paced.release(permits);
            else add(frame, permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for room for the frame.
    ///
    /// @return what [#put] needs, or [#give] where it is not sent after all
    int await(String frame) throws InterruptedException {
        int permits = Math.min(PACED_BOUND, Math.max(1, frame.length()));
        paced.acquire(permits);
        return permits;
    }

    /// Sends a frame that there was room for. Never blocks.
    void put(String frame, int permits) {
        if (closed) paced.release(permits);
        else add(frame, permits);
    }

    void give(int permits) {
        paced.release(permits);
    }

    boolean isClosed() {
        return closed;
    }

    void pong(BufferData payload) {
        if (!closed && ping.getAndSet(payload) == null) add(new Frame.Pong());
    }

    /// Whether one frame has been on its way for longer than that: the peer doesn't read.
    boolean isStuck(long longerThanNs) {
        long since = sendingSince;
        return since != 0 && nanos.getAsLong() - since > longerThanNs;
    }

    /// UTF-16 units that wait to be sent.
    long waiting() {
        return waiting.get();
    }

    /// Takes nothing more. What waits is still sent, and then the reason.
    void end(int status, String reason) {
        if (closed) return;
        closed = true;
        add(new Frame.Close(status, reason));
        paced.release(PACED_BOUND);
    }

    /// Takes nothing more, and says nothing more either.
    @Override
    public void close() {
        closed = true;
        dropped = true;
        synchronized (this) {
            frames = null;
        }
        sent.countDown();
        paced.release(PACED_BOUND);
    }

    /// Whether all was sent within that time, after [#end].
    boolean awaitSent(Duration atMost) throws InterruptedException {
        return sent.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void add(String text, int permits) {
        waiting.addAndGet(text.length());
        add(new Frame.Text(text, permits));
    }

    private void add(Frame frame) {
        synchronized (this) {
            if (frames == null) frames = new ArrayList<>();
            frames.add(frame);
            if (writing) return;
            writing = true;
        }
        Thread.ofVirtual().name("socket-writer").start(this::write);
    }

    /// Null where nothing waits, and then the next frame needs another thread.
    private synchronized @Nullable List<Frame> next() {
        List<Frame> next = frames;
        frames = null;
        writing = next != null;
        return next;
    }

    private void write() {
        Courtesy courtesy = new Courtesy();
        try {
            for (List<Frame> batch = next(); batch != null; batch = next())
                for (Frame frame : batch) {
                    if (dropped) continue;
                    sendingSince = nanos.getAsLong();
                    send(frame);
                    sendingSince = 0;
                    courtesy.step();
                }
        } catch (RuntimeException e) {
            LOG.debug("a connection broke while it was written to", e);
            dropped = true;
            sent.countDown();
            broken.run();
        }
    }

    private void send(Frame frame) {
        switch (frame) {
            case Frame.Text(String text, int permits) -> {
                session.send(text, true);
                waiting.addAndGet(-text.length());
                paced.release(permits);
            }
            case Frame.Pong() -> {
                BufferData newest = ping.getAndSet(null);
                if (newest != null) session.pong(newest);
            }
            case Frame.Close(int status, String reason) -> {
                session.close(status, reason);
                dropped = true;
                sent.countDown();
            }
        }
    }
}
