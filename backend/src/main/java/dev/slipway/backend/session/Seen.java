package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.MarkCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far people have seen sessions, as they say and as follows from what they do. It is kept beside the
/// session's log, so that it goes with it and the board can be made again. None of it waits for the disk.
/// Thread-safe.
public final class Seen {
    private static final Logger LOG = LoggerFactory.getLogger(Seen.class);
    private static final String NOTE = "seen";
    private static final long NOTHING = 0;

    private final OpenSessions open;
    private final Board board;

    /// As it is kept beside a log.
    private record Note(Map<String, Long> seen) {}

    Seen(OpenSessions open, Board board) {
        this.open = open;
        this.board = board;
    }

    /// It survives `kill -9` when this returns.
    public Answer take(Caller caller, MarkCommand command) {
        SessionId id = command.sessionId();
        Session session = open.find(id).orElseThrow(() -> Refused.unknown(id));
        Marks.Change change = switch (command) {
            case MarkCommand.MarkSeen m -> upTo(Math.min(m.seq(), session.log().head()));
            case MarkCommand.MarkUnread _ -> before -> NOTHING;
        };
        Session.Outcome outcome =
                mark(session, command.requestId(), caller.key(), change).orElseThrow(() -> Refused.unknown(id));
        return new Answer(null, board.log().epoch(), told(outcome.entry(), caller), outcome.repeated());
    }

    /// After a command was carried out: who begins a session or prompts in it has seen it so far, and who is
    /// given one has it to look at.
    void follow(Caller caller, ClientMessage.Command command, Answer answer) {
        SessionId id = answer.session();
        if (id == null || answer.repeated()) return;
        try {
            switch (command) {
                case ClientMessage.CreateSession _, ClientMessage.ForkSession _ -> {
                    Optional<Session> begun = open.find(id);
                    if (begun.isPresent())
                        mark(
                                begun.get(),
                                null,
                                caller.key(),
                                upTo(begun.get().log().head()));
                }
                case ClientMessage.SubmitPrompt _, ControlCommand.AnswerQuestion _ ->
                    mark(id, caller.key(), upTo(answer.entry().seq()));
                case SharingCommand.SetAccess m -> {
                    String email = m.email();
                    if (email != null && m.role() != null) mark(id, Caller.key(email), upTo(NOTHING));
                }
                case ClientMessage.Command _ -> {}
            }
        } catch (StorageFailed | DamagedLog | IllegalStateException e) {
            // What was asked for is done all the same.
            LOG.warn("session {}: how far it was seen is as before: {}", id, e.getMessage());
        }
    }

    /// Where the board was lost, its marks come from beside the session's log.
    static void restore(Board board, Session session) {
        if (!board.marks(session.id()).isEmpty()) return;
        try {
            session.log()
                    .note(NOTE)
                    .map(text -> Json.read(text, Note.class))
                    .ifPresent(
                            note -> note.seen().forEach((who, seq) -> board.mark(null, session.id(), who, upTo(seq))));
        } catch (BadJson e) {
            LOG.warn("session {}: how far it was seen can't be understood: {}", session.id(), e.getMessage());
        }
    }

    private void mark(SessionId id, String person, Marks.Change change) {
        open.find(id).ifPresent(session -> mark(session, null, person, change));
    }

    private Optional<Session.Outcome> mark(
            Session session, @Nullable RequestId request, String person, Marks.Change change) {
        Optional<Session.Outcome> outcome = board.mark(request, session.id(), person, change);
        if (outcome.isPresent() && !outcome.get().repeated())
            session.log().keepNote(NOTE, () -> Json.text(new Note(board.marks(session.id()))));
        return outcome;
    }

    /// Nobody has seen less by looking.
    private static Marks.Change upTo(long seq) {
        return before -> before == null ? seq : Math.max(before, seq);
    }

    private static Entry told(Entry entry, Caller caller) {
        if (!Marks.isOne(entry)) return entry;
        return Marks.told(entry, Marks.read(entry), caller.key()).orElse(entry);
    }
}
