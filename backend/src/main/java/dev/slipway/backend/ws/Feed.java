package dev.slipway.backend.ws;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.events.LiveText;
import dev.slipway.backend.events.Subscriber;
import dev.slipway.backend.events.Subscription;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One subscription of one connection, to a session's log or (with no session) to the board's.
final class Feed implements Subscriber, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final @Nullable SessionId session;
    private final EventLog log;
    private final Outbox outbox;
    private final Runnable ended;
    private volatile @Nullable Subscription subscription;
    private volatile boolean closed;
    private @Nullable Thread catchingUp;

    /// @param ended called when the log ended this subscription
    Feed(@Nullable SessionId session, EventLog log, Outbox outbox, Runnable ended) {
        this.session = session;
        this.log = log;
        this.outbox = outbox;
        this.ended = ended;
    }

    /// Returns at once; what is behind is sent from a thread of its own, at the reader's speed.
    void start(long after) {
        catchingUp = Thread.ofVirtual().name("catch-up").start(() -> catchUp(after));
    }

    @Override
    public void close() {
        closed = true;
        Thread thread = catchingUp;
        if (thread != null) thread.interrupt();
        Subscription live = subscription;
        if (live != null) live.close();
    }

    private void catchUp(long after) {
        try {
            Subscription live = log.subscribe(after, this);
            subscription = live;
            if (closed) live.close();
        } catch (InterruptedException e) {
            LOG.debug("a subscription ended while it caught up");
        } catch (RuntimeException e) {
            LOG.error("session {}: a subscription could not be served", session, e);
            outbox.send(Json.text(new ServerMessage.Rejected(
                    null, session, ErrorCode.internal, "The log can't be read; see the backend's log.")));
            ended.run();
        }
    }

    @Override
    public void backlog(List<Entry> entries) throws InterruptedException {
        for (Entry entry : entries) outbox.put(frame(entry));
    }

    @Override
    public boolean offer(Entry entry) {
        return closed || outbox.offer(frame(entry));
    }

    @Override
    public boolean offer(LiveText text) {
        return closed || session == null || outbox.offer(Frames.delta(session, text));
    }

    @Override
    public void caughtUp(long head, List<LiveText> drafts) {
        if (session != null) for (LiveText draft : drafts) outbox.send(Frames.draft(session, draft));
        outbox.send(Json.text(new ServerMessage.CaughtUp(session, log.epoch(), head)));
    }

    @Override
    public void lagging(long lastSeq) {
        outbox.send(Json.text(new ServerMessage.Lagging(session, lastSeq)));
        ended.run();
    }

    private String frame(Entry entry) {
        return session == null ? Frames.board(log.epoch(), entry) : Frames.logged(session, log.epoch(), entry);
    }
}
