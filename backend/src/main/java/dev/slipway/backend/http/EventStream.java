package dev.slipway.backend.http;

import dev.slipway.backend.events.Courtesy;
import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.events.LiveText;
import dev.slipway.backend.events.Subscriber;
import dev.slipway.backend.events.Subscription;
import dev.slipway.backend.session.Frames;
import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One who follows a session by server-sent events. All is written by the request's own thread; what is offered waits
/// for it, bounded. Who doesn't read is cut off: what they don't take is theirs alone.
final class EventStream implements Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final long HEARTBEAT_SECONDS = 15;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final long STUCK_NANOS = 30_000_000_000L;
    /// UTF-16 units that may wait for a slow reader.
    private static final long BOUND = 8L << 20;
    private static final String HEARTBEAT = ": still here\n\n";
    private static final String END = "";

    private final SessionId session;
    private final String epoch;
    private final boolean live;
    private final OutputStream out;
    private final Supplier<@Nullable Refused> refusal;
    private final LinkedBlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong units = new AtomicLong();
    private volatile boolean ending;
    /// When the write began that is under way; 0 for none.
    private volatile long writingSince;

    /// Ends the catching up.
    private static final class Over extends RuntimeException {
        Over() {
            super(null, null, false, false);
        }
    }

    /// @param epoch of the session's log
    /// @param live whether texts are told while they grow
    /// @param out closed by [#run]
    /// @param refusal why this stream may not go on, or null
    EventStream(SessionId session, String epoch, boolean live, OutputStream out, Supplier<@Nullable Refused> refusal) {
        this.session = session;
        this.epoch = epoch;
        this.live = live;
        this.out = out;
        this.refusal = refusal;
    }

    /// Everything after that seq, and then what comes. Blocks until it ends: by who reads, by the session's end, or
    /// since they may not follow it any more.
    ///
    /// @param reset told before all else; null for nothing
    void run(EventLog log, long after, @Nullable String reset) {
        Thread own = Thread.currentThread();
        Thread watch = Thread.ofVirtual().name("stream-watch").start(() -> watch(own));
        try (out) {
            if (reset != null) write(told("reset", reset));
            follow(log, after);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("session {}: who followed it is gone", session, e);
        } finally {
            watch.interrupt();
        }
    }

    /// Ends it if its reader may not follow it any more. Returns at once.
    void admitAgain() {
        Refused why = refusal.get();
        if (why != null) end("rejected", new ServerMessage.Rejected(null, session, why.code(), why.getMessage()));
    }

    private void follow(EventLog log, long after) throws IOException, InterruptedException {
        try (Subscription following = log.subscribe(after, this)) {
            tell();
        } catch (Over e) {
            tell();
        }
    }

    private void tell() throws IOException, InterruptedException {
        Courtesy courtesy = new Courtesy();
        while (true) {
            courtesy.step();
            String next = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
            if (next == null) write(HEARTBEAT);
            else if (next.equals(END)) return;
            else {
                write(next);
                units.addAndGet(-next.length());
            }
        }
    }

    private void write(String frame) throws IOException {
        writingSince = System.nanoTime();
        out.write(frame.getBytes(StandardCharsets.UTF_8));
        out.flush();
        writingSince = 0;
    }

    /// An interrupt of the thread that writes closes its socket.
    private void watch(Thread writer) {
        try {
            while (true) {
                Thread.sleep(LOOK);
                admitAgain();
                long since = writingSince;
                if (since != 0 && System.nanoTime() - since > STUCK_NANOS) writer.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void backlog(List<Entry> entries) throws InterruptedException {
        try {
            for (Entry entry : entries) {
                if (ending) throw new Over();
                write(logged(entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("who asked is gone", e);
        }
    }

    @Override
    public void caughtUp(long head, List<LiveText> drafts) {
        if (live) for (LiveText draft : drafts) add(told("draft", Frames.draft(session, draft)));
        add(told("caught_up", Json.text(new ServerMessage.CaughtUp(session, epoch, head))));
    }

    @Override
    public boolean offer(Entry entry) {
        return offered(logged(entry));
    }

    @Override
    public boolean offer(LiveText text) {
        return !live || offered(told("delta", Frames.delta(session, text)));
    }

    @Override
    public void lagging(long lastSeq) {
        end("lagging", new ServerMessage.Lagging(session, lastSeq));
    }

    @Override
    public void gone() {
        String words = "This session was deleted.";
        end("rejected", new ServerMessage.Rejected(null, session, ErrorCode.not_found, words));
    }

    private boolean offered(String frame) {
        if (ending) return true;
        if (units.get() > BOUND) return false;
        add(frame);
        return true;
    }

    private synchronized void end(String event, ServerMessage last) {
        if (ending) return;
        ending = true;
        add(told(event, Json.text(last)));
        waiting.add(END);
    }

    private void add(String frame) {
        units.addAndGet(frame.length());
        waiting.add(frame);
    }

    private String logged(Entry entry) {
        return "id: " + epoch + "-" + entry.seq() + "\n" + told("logged", Frames.logged(session, epoch, entry));
    }

    /// JSON has no line end outside of its texts, and inside they are written as `\n`.
    private static String told(String event, String json) {
        return "event: " + event + "\ndata: " + json + "\n\n";
    }
}
