package dev.slipway.backend.ws;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.events.LiveText;
import dev.slipway.backend.events.Subscriber;
import dev.slipway.backend.events.Subscription;
import dev.slipway.backend.session.Frames;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Sight;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One subscription of one connection, to a session's log or (with no session) to the board's. Once it is
/// closed nothing of it is sent, so that it never mixes with the one that replaces it.
final class Feed implements Subscriber, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final @Nullable SessionId session;
    private final EventLog log;
    private final Outbox outbox;
    private final @Nullable Sight sight;
    private final Consumer<Feed> ended;
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Thread catchingUp;
    // Guarded by this, and by what is sent under it.
    private boolean closed;

    /// @param sight what of the board is for this person; null for a session's log
    /// @param ended called when the log ended this subscription
    private Feed(
            @Nullable SessionId session, EventLog log, Outbox outbox, @Nullable Sight sight, Consumer<Feed> ended) {
        this.session = session;
        this.log = log;
        this.outbox = outbox;
        this.sight = sight;
        this.ended = ended;
    }

    static Feed ofSession(SessionId session, EventLog log, Outbox outbox, Consumer<Feed> ended) {
        return new Feed(session, log, outbox, null, ended);
    }

    static Feed ofBoard(EventLog log, Outbox outbox, Sight sight, Consumer<Feed> ended) {
        return new Feed(null, log, outbox, sight, ended);
    }

    /// Returns at once; what is behind is sent from a thread of its own, at the reader's speed.
    void start(long after) {
        Thread thread = Thread.ofVirtual().name("catch-up").unstarted(() -> catchUp(after));
        catchingUp = thread;
        thread.start();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        Thread thread = catchingUp;
        if (thread != null) thread.interrupt();
        Subscription live = subscription;
        if (live != null) live.close();
    }

    private void catchUp(long after) {
        try {
            Subscription live = log.subscribe(after, this);
            subscription = live;
            if (isClosed()) live.close();
        } catch (InterruptedException e) {
            LOG.debug("a subscription ended while it caught up");
        } catch (RuntimeException e) {
            if (isClosed()) return;
            ended.accept(this);
            Refused why = Refused.from(e).orElseGet(() -> {
                LOG.error("session {}: a subscription could not be served", session, e);
                return new Refused(ErrorCode.internal, "The log can't be read; see the backend's log.");
            });
            say(new ServerMessage.Rejected(null, session, why.code(), why.getMessage()));
        }
    }

    @Override
    public void backlog(List<Entry> entries) throws InterruptedException {
        for (Entry entry : entries) {
            String frame = past(entry);
            if (frame == null) continue;
            int room = outbox.await(frame);
            synchronized (this) {
                if (!closed && !outbox.isClosed()) {
                    outbox.put(frame, room);
                    continue;
                }
            }
            outbox.give(room);
            throw new InterruptedException("nobody reads any more");
        }
    }

    @Override
    public synchronized boolean offer(Entry entry) {
        return closed || outbox.offer(frame(entry));
    }

    @Override
    public synchronized boolean offer(LiveText text) {
        return closed || session == null || outbox.offer(Frames.delta(session, text));
    }

    @Override
    public void caughtUp(long head, List<LiveText> drafts) {
        if (session != null) for (LiveText draft : drafts) say(Frames.draft(session, draft));
        say(new ServerMessage.CaughtUp(session, log.epoch(), head));
    }

    @Override
    public void lagging(long lastSeq) {
        ended.accept(this);
        say(new ServerMessage.Lagging(session, lastSeq));
    }

    @Override
    public void gone() {
        ended.accept(this);
        say(new ServerMessage.Rejected(null, session, ErrorCode.not_found, "This session was deleted."));
    }

    private void say(ServerMessage message) {
        say(Json.text(message));
    }

    private synchronized void say(String frame) {
        if (!closed) outbox.send(frame);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /// Null where nothing has to be said.
    private @Nullable String past(Entry entry) {
        return sight == null ? frame(entry) : sight.past(log.epoch(), entry).orElse(null);
    }

    private String frame(Entry entry) {
        if (sight != null) return sight.now(log.epoch(), entry);
        return Frames.logged(Objects.requireNonNull(session), log.epoch(), entry);
    }
}
