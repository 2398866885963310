package dev.slipway.backend.ws;

import io.helidon.websocket.WsSession;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits to be sent on one connection, and the one thread that sends it: Helidon's send blocks when the
/// peer doesn't read, and is for one thread at a time. Offering never blocks; catching up may, and so goes at
/// the reader's speed.
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    /// UTF-16 units that may wait for a slow reader before its subscriptions end.
    static final long LIVE_BOUND = 8L << 20;
    private static final int CATCH_UP_BOUND = 1 << 20;
    private static final Frame END = new Frame("", 0);

    private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final Semaphore catchUp = new Semaphore(CATCH_UP_BOUND, true);
    private final WsSession session;
    private final Runnable broken;
    private final Thread writer;
    private volatile boolean closed;

    /// @param permits of the catch-up bound that are given back when it was sent
    private record Frame(String text, int permits) {}

    /// @param broken called once on the writing thread if the peer can't be written to any more
    Outbox(WsSession session, Runnable broken) {
        this.session = session;
        this.broken = broken;
        writer = Thread.ofVirtual().name("socket-writer").unstarted(this::write);
        writer.start();
    }

    /// False where too much waits already, or the connection is closed; then it is not sent.
    boolean offer(String frame) {
        if (closed || waiting.get() > LIVE_BOUND) return false;
        add(new Frame(frame, 0));
        return true;
    }

    /// Sent in any case: answers, of which a connection has few.
    void send(String frame) {
        if (!closed) add(new Frame(frame, 0));
    }

    /// Waits while more than the catch-up bound is on its way.
    void put(String frame) throws InterruptedException {
        int permits = Math.min(CATCH_UP_BOUND, Math.max(1, frame.length()));
        catchUp.acquire(permits);
        if (closed) {
            catchUp.release(permits);
            throw new InterruptedException("the connection is closed");
        }
        add(new Frame(frame, permits));
    }

    @Override
    public void close() {
        closed = true;
        frames.add(END);
        catchUp.release(CATCH_UP_BOUND);
    }

    /// Waits until what was put in before the close is sent, for a second at most: a refusal should be read before
    /// the connection ends.
    void awaitEnd() {
        try {
            writer.join(java.time.Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Frame frame) {
        waiting.addAndGet(frame.text().length());
        frames.add(frame);
    }

    private void write() {
        try {
            while (true) {
                Frame frame = frames.take();
                if (frame == END) return;
                session.send(frame.text(), true);
                waiting.addAndGet(-frame.text().length());
                catchUp.release(frame.permits());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("a connection broke while it was written to", e);
            broken.run();
        }
    }
}
