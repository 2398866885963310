package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All sessions: making, finding, deleting, and what clients may ask of them. Every call may block for a
/// commit. Thread-safe.
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration BEFORE_NOTES = Duration.ofSeconds(1);
    private static final long MOST_PAGE_BYTES = 8 << 20;

    private final Object noting = new Object();
    private final OpenSessions open;
    private final Board board;
    private final Repositories repositories;
    private final RepositoryImages images;
    private final SessionModels models;
    private final Results results;
    private final Pool pool;
    private final Forks forks;
    private final Drafts drafts;
    private final Requests requests = new Requests();

    public Sessions(
            OpenSessions open,
            Board board,
            Repositories repositories,
            RepositoryImages images,
            Pool pool,
            SessionModels models) {
        this.open = open;
        this.board = board;
        this.repositories = repositories;
        this.images = images;
        this.models = models;
        this.results = new Results(open, repositories);
        this.pool = pool;
        this.forks = new Forks(open);
        this.drafts = new Drafts(open, repositories, pool);
    }

    public Board board() {
        return board;
    }

    public Repositories repositories() {
        return repositories;
    }

    public RepositoryImages images() {
        return images;
    }

    public Results results() {
        return results;
    }

    /// Durable when it returns. Its sandbox starts by itself.
    public Answer create(ClientMessage.CreateSession command) {
        return requests.alone(command.requestId(), () -> createOnce(command));
    }

    private Answer createOnce(ClientMessage.CreateSession command) {
        Optional<SessionId> before = open.createdBy(command.requestId());
        if (before.isPresent()) return begun(before.get(), true);
        Repositories.Start start = repositories.start(command.repository(), command.base());
        String model = models.model(command.model()).id();
        Optional<Waited> waited = pool.take(command.repository(), start.commit());
        SessionId id = waited.map(Waited::id).orElseGet(SessionId::fresh);
        SessionEvent.SessionCreated created = new SessionEvent.SessionCreated(
                command.requestId(), id, start.person(), command.repository(), start.base(), start.commit(), model);
        Session session = begin(created, waited);
        pool.look();
        Answer answer = begun(id, false);
        session.workspace().warm();
        Thread.ofVirtual().name("notes-" + id).start(() -> note(session, created));
        return answer;
    }

    private Session begin(SessionEvent.SessionCreated created, Optional<Waited> waited) {
        try {
            return open.create(created, made -> {
                waited.ifPresent(made.workspace()::adopt);
                made.begin(List.of(created), List.of(Events.row(created)));
            });
        } catch (RuntimeException e) {
            waited.ifPresent(pool::discard);
            throw e;
        }
    }

    /// Somebody writes a prompt. Returns at once, and is never refused.
    public void typing(ClientMessage.Typing typing) {
        drafts.typed(typing);
    }

    private Answer begun(SessionId id, boolean repeated) {
        EventLog log = log(id);
        return new Answer(id, log.epoch(), log.read(0, 1).getFirst(), repeated);
    }

    /// Durable when it returns. Its sandbox starts by itself.
    public Answer fork(ClientMessage.ForkSession command) {
        return requests.alone(command.requestId(), () -> {
            Optional<SessionId> before = open.createdBy(command.requestId());
            if (before.isPresent()) return begun(before.get(), true);
            Session parent = find(command.sessionId());
            return begun(forks.make(parent, command, person(parent)), false);
        });
    }

    public Answer undo(ClientMessage.UndoTurns command) {
        return answer(command.sessionId(), session -> session.undo(command, person(session)));
    }

    /// After the session's start, and one at a time: the look at a large checkout takes a processor for longer than
    /// the start itself, and nothing waits for it.
    private void note(Session session, SessionEvent.SessionCreated created) {
        try {
            session.workspace().awaitStarted(BEFORE_NOTES);
            List<String> notes;
            synchronized (noting) {
                notes = repositories.notes(created.repository(), created.baseCommit());
            }
            if (!notes.isEmpty()) session.record(List.of(new SessionEvent.BaseNoted(notes)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("session {}: what its base is like could not be told", session.id(), e);
        }
    }

    public Answer submit(ClientMessage.SubmitPrompt command) {
        return answer(command.sessionId(), session -> session.submit(command, person(session)));
    }

    public Answer edit(ClientMessage.EditPrompt command) {
        return answer(command.sessionId(), session -> session.edit(command, person(session)));
    }

    public Answer cancel(ClientMessage.CancelPrompt command) {
        return answer(command.sessionId(), session -> session.cancel(command, person(session)));
    }

    public Answer stop(ClientMessage.StopTurn command) {
        return answer(command.sessionId(), session -> session.stop(command, person(session)));
    }

    public Answer rename(ClientMessage.RenameSession command) {
        return answer(command.sessionId(), session -> session.rename(command));
    }

    public Answer archive(ClientMessage.ArchiveSession command) {
        return answer(command.sessionId(), session -> session.archive(command, person(session)));
    }

    public Answer restore(ClientMessage.RestoreSession command) {
        return answer(command.sessionId(), session -> session.restore(command, person(session)));
    }

    /// Opens a host to the session's sandboxes, from their next request on.
    public Answer allow(ClientMessage.AllowHost command) {
        return answer(command.sessionId(), session -> session.allow(command, person(session)));
    }

    /// Ends the session's turn and sandbox, and removes its files; its delivered branch stays where it is.
    public Answer delete(ClientMessage.DeleteSession command) {
        return requests.alone(command.requestId(), () -> deleteOnce(command));
    }

    private Answer deleteOnce(ClientMessage.DeleteSession command) {
        Optional<Entry> before = board.answer(command.requestId().value());
        if (before.isPresent()) return new Answer(null, board.log().epoch(), before.get(), true);
        Entry entry =
                open.delete(command.sessionId(), command.requestId()).orElseThrow(() -> unknown(command.sessionId()));
        return new Answer(null, board.log().epoch(), entry, false);
    }

    /// The log of a session, opened if it wasn't.
    ///
    /// @throws Refused where there is no such session, or its file is damaged
    public EventLog log(SessionId id) {
        return find(id).log();
    }

    /// The seq after which the last `turns` turns before `before` begin; 0 where there are not so many.
    public long tailStart(EventLog log, int turns, long before) {
        if (turns == 0) return Math.max(0, before - 1);
        long start = log.nthLast("turn_started", turns, before);
        return Math.max(0, start - 1);
    }

    /// The events with a seq over `after` and under `before`; of more than about 8 MB the newest, and at least one.
    public List<ServerMessage.Logged> read(SessionId id, EventLog log, long after, long before) {
        ArrayDeque<Entry> kept = new ArrayDeque<>();
        long bytes = 0;
        for (long from = after; from < before - 1; ) {
            List<Entry> page = log.read(from, 1000);
            if (page.isEmpty()) break;
            for (Entry entry : page) {
                if (entry.seq() >= before) break;
                kept.add(entry);
                bytes += entry.json().length;
                while (bytes > MOST_PAGE_BYTES && kept.size() > 1)
                    bytes -= kept.remove().json().length;
            }
            from = page.getLast().seq();
        }
        return kept.stream()
                .map(entry -> new ServerMessage.Logged(id, log.epoch(), entry.seq(), entry.atMs(), Events.event(entry)))
                .toList();
    }

    /// A part of a tool call's whole output, bytes that aren't UTF-8 replaced.
    public ServerMessage.Output output(SessionId id, BlockId block, long offset, int atMost) {
        EventLog log = log(id);
        long total = log.outputSize(block.value());
        byte[] part = log.readOutput(block.value(), offset, atMost);
        int end = wholeCharacters(part, offset + part.length < total);
        String text = new String(part, 0, end, StandardCharsets.UTF_8);
        Long next = offset + end < total && end > 0 ? offset + end : null;
        return new ServerMessage.Output(id, block, offset, text, next, total);
    }

    /// Takes in a file for a later prompt; it survives a power cut when this returns. Blocks for as long as it comes.
    ///
    /// @param name as the sender says, whatever that is
    /// @param mediaType as the sender says, or null
    /// @param content at most 20 MB; not closed
    public Attachment attach(SessionId id, String name, @Nullable String mediaType, InputStream content) {
        Session session = find(id);
        try {
            return session.attachments()
                    .keep(name, mediaType, content, session.facts().attachments());
        } catch (StorageFailed e) {
            // Its folder is gone where it was deleted meanwhile.
            find(id);
            throw e;
        }
    }

    /// An attachment with its content, which the caller closes; refused where there is no such one.
    public AttachedFile attachment(SessionId id, AttachmentId attachment) {
        return find(id).attachments().read(attachment);
    }

    private Answer answer(SessionId id, Function<Session, Session.Outcome> verb) {
        Session session = find(id);
        Session.Outcome outcome = verb.apply(session);
        return new Answer(id, session.log().epoch(), outcome.entry(), outcome.repeated());
    }

    private Session find(SessionId id) {
        return open.find(id).orElseThrow(() -> unknown(id));
    }

    private Person person(Session session) {
        return repositories
                .identity(session.facts().creation().repository())
                .orElse(session.facts().creation().person());
    }

    static Refused unknown(SessionId id) {
        return new Refused(
                ErrorCode.not_found, "There is no session " + id + "; `slipway list` shows those there are.");
    }

    /// How many bytes of a part end with a whole character, if more follows.
    private static int wholeCharacters(byte[] part, boolean more) {
        int end = part.length;
        for (int i = 1; more && i <= 3 && i <= end; i++) {
            int b = part[end - i] & 0xff;
            if (b >= 0xc0) return end - i;
            if (b < 0x80) return end;
        }
        return end;
    }
}
