package dev.slipway.backend.ws;

import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.events.LiveText;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.session.Answer;
import dev.slipway.backend.session.Frames;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Sessions;
import dev.slipway.backend.session.Sight;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a client that has said who it is may ask: one verb of `session` for each message.
final class Dialogue implements Presence.Guest, AutoCloseable {
    private static final Person NOBODY = new Person("Somebody", "unknown");
    private static final int MOST_FEEDS = 1000;
    private static final int OUTPUT_PART = 256 * 1024;

    private final Sessions sessions;
    private final Presence presence;
    private final Person person;
    private final String client;
    private final Outbox outbox;
    private volatile Caller caller;
    private final Map<SessionId, Feed> feeds = new ConcurrentHashMap<>();
    private volatile @Nullable Feed boardFeed;
    // Guarded by this: no feed is begun once it is set.
    private boolean closed;

    /// @param person whom others see; null where nobody knows
    /// @param client by which they come
    Dialogue(
            Sessions sessions,
            Presence presence,
            Caller caller,
            @Nullable Person person,
            String client,
            Outbox outbox) {
        this.sessions = sessions;
        this.presence = presence;
        this.caller = caller;
        this.person = person == null ? NOBODY : person;
        this.client = client;
        this.outbox = outbox;
    }

    Caller caller() {
        return caller;
    }

    /// Whether what is asked may wait for another machine, or for a turn to end, so that the connection should
    /// not wait for it.
    static boolean takesLong(ClientMessage message) {
        return message instanceof ClientMessage.CreateSession
                || message instanceof ClientMessage.ForkSession
                || message instanceof RepositoryCommand.AddRepository
                || message instanceof RepositoryCommand.RemoveRepository
                || message instanceof ClientMessage.DeleteSession;
    }

    /// @throws Refused where the answer is no
    void take(ClientMessage message) {
        if (!isLetThrough(message)) return;
        switch (message) {
            case ClientMessage.Hello m -> throw new Refused(ErrorCode.invalid_message, "Hello was said already.");
            case ClientMessage.Heartbeat m -> outbox.answer(Json.text(new ServerMessage.HeartbeatAnswered()));
            case ClientMessage.Command m -> answer(sessions.commands().take(caller, m));
            case ClientMessage.Subscribe m -> subscribe(m);
            case ClientMessage.Unsubscribe m -> unsubscribe(m.sessionId());
            case ClientMessage.ReadBefore m -> readBefore(m);
            case ClientMessage.ReadDraft m -> readDraft(m);
            case ClientMessage.ReadOutput m -> readOutput(m);
            case ClientMessage.Watch m -> watch(m);
            case ClientMessage.Typing m -> typing(m);
        }
    }

    /// False where nothing is to be done, and nothing to be said: nobody waits for an answer to `typing`.
    private boolean isLetThrough(ClientMessage message) {
        // They ask the gate themselves, by whichever edge they come.
        if (message instanceof ClientMessage.Command) return true;
        try {
            sessions.gate().admit(caller, message);
            return true;
        } catch (Refused e) {
            if (message instanceof ClientMessage.Typing) return false;
            throw e;
        }
    }

    /// Ends what this person may not follow any more. What is on the board for them may have become more or less, so it
    /// is told anew.
    void admitAgain(Caller now) {
        caller = now;
        if (caller.administers()) return;
        for (SessionId session : feeds.keySet()) {
            if (sessions.gate().role(caller, session).isPresent()) continue;
            unsubscribe(session);
            Refused why = Refused.unknown(session);
            outbox.offer(Json.text(new ServerMessage.Rejected(null, session, why.code(), why.getMessage())));
        }
        Feed board = boardFeed;
        if (board == null) return;
        board.close();
        boardEnded(board);
        EventLog log = sessions.board().log();
        outbox.offer(Json.text(new ServerMessage.Reset(null, log.epoch(), log.head())));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        feeds.keySet().forEach(session -> presence.leave(session, this));
        feeds.values().forEach(Feed::close);
        feeds.clear();
        Feed board = boardFeed;
        if (board != null) board.close();
        presence.leaveBoard(this);
    }

    /// A subscriber gets the event with the others; here it goes to who asked and doesn't subscribe, or asked
    /// again.
    private void answer(Answer answer) {
        SessionId session = answer.session();
        boolean comesAnyway = session == null ? boardFeed != null : feeds.containsKey(session);
        if (comesAnyway && !answer.repeated()) return;
        outbox.answer(
                session == null
                        ? Frames.board(answer.epoch(), answer.entry())
                        : Frames.logged(session, answer.epoch(), answer.entry()));
    }

    private void subscribe(ClientMessage.Subscribe message) {
        SessionId session = message.sessionId();
        EventLog log = sessions.log(session);
        unsubscribe(session);
        if (feeds.size() >= MOST_FEEDS)
            throw new Refused(ErrorCode.too_much, "One connection follows " + MOST_FEEDS + " sessions at most.");
        long head = log.head();
        Long after = message.after();
        if (isOfAnotherLog(message.epoch(), after, log, head)) {
            outbox.answer(Json.text(new ServerMessage.Reset(session, log.epoch(), head)));
            return;
        }
        Integer tail = message.tail();
        long from =
                after != null ? after : tail == null ? 0 : sessions.reading().tailStart(log, tail, head + 1);
        outbox.answer(Json.text(new ServerMessage.Subscribed(session, log.epoch(), from, head)));
        Feed feed = Feed.ofSession(session, log.epoch(), outbox, ended -> ended(session, ended));
        synchronized (this) {
            if (closed) return;
            feeds.put(session, feed);
            feed.start(log, from);
        }
        presence.enter(session, this);
        // What it was let in by may have been taken while the log was being opened.
        if (caller.administers() || sees(session)) return;
        unsubscribe(session);
        throw Refused.unknown(session);
    }

    private void ended(SessionId session, Feed feed) {
        if (feeds.remove(session, feed)) presence.leave(session, this);
    }

    private void unsubscribe(SessionId session) {
        Feed feed = feeds.remove(session);
        if (feed == null) return;
        feed.close();
        presence.leave(session, this);
    }

    private void typing(ClientMessage.Typing message) {
        if (message.sessionId() != null) presence.typed(message.sessionId(), this);
        sessions.typing(message);
    }

    @Override
    public Person person() {
        return person;
    }

    @Override
    public String client() {
        return client;
    }

    @Override
    public void tell(SessionId session, String frame) {
        if (feeds.containsKey(session)) outbox.offer(frame);
    }

    @Override
    public boolean sees(SessionId session) {
        return sessions.gate().role(caller, session).isPresent();
    }

    @Override
    public void tellWatcher(String frame) {
        if (boardFeed != null) outbox.offer(frame);
    }

    private void watch(ClientMessage.Watch message) {
        EventLog log = sessions.board().log();
        Feed before = boardFeed;
        if (before != null) before.close();
        boardFeed = null;
        long head = log.head();
        Long after = message.after();
        boolean mayKnowTooMuch = !caller.administers()
                && after != null
                && after <= sessions.gate().changedAt();
        if (mayKnowTooMuch || isOfAnotherLog(message.epoch(), after, log, head)) {
            outbox.answer(Json.text(new ServerMessage.Reset(null, log.epoch(), head)));
            return;
        }
        Feed feed = Feed.ofBoard(log.epoch(), outbox, new Sight(sessions.gate(), () -> caller), this::boardEnded);
        synchronized (this) {
            if (closed) return;
            boardFeed = feed;
            feed.start(log, after == null ? 0 : after);
            presence.watch(this);
        }
    }

    private synchronized void boardEnded(Feed ended) {
        if (boardFeed == ended) boardFeed = null;
    }

    private static boolean isOfAnotherLog(@Nullable String epoch, @Nullable Long after, EventLog log, long head) {
        if (epoch != null && !epoch.equals(log.epoch())) return true;
        return after != null && after > head;
    }

    private void readBefore(ClientMessage.ReadBefore message) {
        EventLog log = sessions.log(message.sessionId());
        long from = sessions.reading().tailStart(log, message.turns(), message.seq());
        List<ServerMessage.Logged> events = sessions.reading().read(message.sessionId(), log, from, message.seq());
        outbox.answer(Json.text(new ServerMessage.Page(message.sessionId(), log.epoch(), events)));
    }

    private void readDraft(ClientMessage.ReadDraft message) {
        LiveText draft = sessions.log(message.sessionId())
                .draftText(message.blockId().value())
                .orElseThrow(() -> new Refused(
                        ErrorCode.conflict, "This text is complete or was never begun; read the log instead."));
        outbox.answer(Frames.draft(message.sessionId(), draft));
    }

    private void readOutput(ClientMessage.ReadOutput message) {
        outbox.answer(Json.text(
                sessions.reading().output(message.sessionId(), message.blockId(), message.offset(), OUTPUT_PART)));
    }
}
