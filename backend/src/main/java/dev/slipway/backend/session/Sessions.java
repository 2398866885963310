package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.people.People;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
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
    private final Gate gate;
    private final Shares shares;
    private final Seen seen;
    private final Reading reading = new Reading(this);
    private final Commands commands = new Commands(this);
    private final Requests requests = new Requests();

    public Sessions(
            OpenSessions open,
            Board board,
            Repositories repositories,
            RepositoryImages images,
            Pool pool,
            SessionModels models,
            People people) {
        this.open = open;
        this.board = board;
        this.repositories = repositories;
        this.images = images;
        this.models = models;
        this.results = new Results(open, repositories);
        this.pool = pool;
        this.forks = new Forks(open);
        this.drafts = new Drafts(open, repositories, pool);
        this.gate = new Gate(people, board);
        this.shares = new Shares(open, repositories, gate, people, Clock.systemUTC());
        this.seen = new Seen(open, board);
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

    /// Which everything that is asked by anyone has to pass first.
    public Gate gate() {
        return gate;
    }

    /// What changes something, by whichever edge it comes.
    public Commands commands() {
        return commands;
    }

    /// What clients read of logs.
    public Reading reading() {
        return reading;
    }

    public Shares shares() {
        return shares;
    }

    Seen seen() {
        return seen;
    }

    /// Durable when it returns. Its sandbox starts by itself.
    public Answer create(Caller caller, ClientMessage.CreateSession command) {
        return requests.alone(command.requestId(), () -> createOnce(caller, command));
    }

    private Answer createOnce(Caller caller, ClientMessage.CreateSession command) {
        Optional<SessionId> before = open.createdBy(command.requestId());
        if (before.isPresent()) return begun(before.get(), true);
        Repositories.Start start = repositories.start(command.repository(), command.base(), caller.person());
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
    public Answer fork(Caller caller, ClientMessage.ForkSession command) {
        return requests.alone(command.requestId(), () -> {
            Optional<SessionId> before = open.createdBy(command.requestId());
            if (before.isPresent()) return begun(before.get(), true);
            Session parent = find(command.sessionId());
            return begun(forks.make(parent, command, person(caller, parent)), false);
        });
    }

    public Answer undo(Caller caller, ClientMessage.UndoTurns command) {
        return answer(command.sessionId(), session -> session.undo(command, person(caller, session)));
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

    public Answer submit(Caller caller, ClientMessage.SubmitPrompt command) {
        return answer(command.sessionId(), session -> session.submit(command, person(caller, session)));
    }

    /// What is done to prompts that wait, and the answer to the agent's question.
    public Answer control(Caller caller, ControlCommand command) {
        return once(command.sessionId(), command.requestId(), session -> {
            SessionFacts facts = session.facts();
            Person person = person(caller, session);
            boolean spends =
                    command instanceof ControlCommand.EditPrompt || command instanceof ControlCommand.AnswerQuestion;
            if (spends) session.purse().require(facts, person, null);
            return switch (command) {
                case ControlCommand.EditPrompt m -> QueuePolicy.edit(facts, m, person);
                case ControlCommand.CancelPrompt m -> QueuePolicy.cancel(facts, m, person);
                case ControlCommand.MovePrompt m -> QueuePolicy.move(facts, m, person);
                case ControlCommand.AnswerQuestion m -> QueuePolicy.answer(facts, m, person);
            };
        });
    }

    public Answer stop(Caller caller, ClientMessage.StopTurn command) {
        return once(
                command.sessionId(),
                command.requestId(),
                session -> SessionPolicy.stop(session.facts(), command, person(caller, session)));
    }

    public Answer rename(Caller caller, ClientMessage.RenameSession command) {
        return once(command.sessionId(), command.requestId(), session -> SessionPolicy.rename(command));
    }

    public Answer archive(Caller caller, ClientMessage.ArchiveSession command) {
        return once(
                command.sessionId(),
                command.requestId(),
                session -> SessionPolicy.archive(session.facts(), command, person(caller, session)));
    }

    public Answer restore(Caller caller, ClientMessage.RestoreSession command) {
        return once(
                command.sessionId(),
                command.requestId(),
                session -> SessionPolicy.restore(session.facts(), command, person(caller, session)));
    }

    /// Opens a host to the session's sandboxes, from their next request on.
    public Answer allow(Caller caller, ClientMessage.AllowHost command) {
        return once(
                command.sessionId(),
                command.requestId(),
                session -> SessionPolicy.allow(command, person(caller, session)));
    }

    /// Ends the session's turn and sandbox, and removes its files; its delivered branch stays where it is.
    public Answer delete(ClientMessage.DeleteSession command) {
        return requests.alone(command.requestId(), () -> deleteOnce(command));
    }

    private Answer deleteOnce(ClientMessage.DeleteSession command) {
        Optional<Entry> before = board.answer(command.requestId().value());
        if (before.isPresent()) return new Answer(null, board.log().epoch(), before.get(), true);
        Entry entry = open.delete(command.sessionId(), command.requestId())
                .orElseThrow(() -> Refused.unknown(command.sessionId()));
        return new Answer(null, board.log().epoch(), entry, false);
    }

    /// The log of a session, opened if it wasn't.
    ///
    /// @throws Refused where there is no such session, or its file is damaged
    public EventLog log(SessionId id) {
        return find(id).log();
    }

    /// Takes in a file for a later prompt; it survives a power cut when this returns. Blocks for as long as it comes.
    ///
    /// @param name as the sender says, whatever that is
    /// @param mediaType as the sender says, or null
    /// @param content at most 20 MB; not closed
    public Attachment attach(SessionId id, String name, @Nullable String mediaType, InputStream content) {
        Session session = find(id);
        if (session.facts().isImported()) throw ReadOnly.refusal();
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

    private Answer answer(SessionId id, Function<Session, Answered> verb) {
        Session session = find(id);
        Answered outcome = verb.apply(session);
        return new Answer(id, session.log().epoch(), outcome.entry(), outcome.repeated());
    }

    /// @param decision made in the session's lane, unless the request was answered before
    private Answer once(SessionId id, RequestId request, Function<Session, List<SessionEvent>> decision) {
        return answer(id, session -> session.once(request, () -> decision.apply(session)));
    }

    private Session find(SessionId id) {
        return open.find(id).orElseThrow(() -> Refused.unknown(id));
    }

    private Person person(Caller caller, Session session) {
        return repositories.author(caller, session.facts().creation());
    }
}
