package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server may say. History (`logged`, `page`, `board`) carries a seq and can always be had again; live
/// messages (`delta`, `draft`) carry none and may be lost. All are immutable.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = ServerMessage.Unknown.class)
public sealed interface ServerMessage {

    /// The connection is open.
    ///
    /// @param person null where no git identity is set; then prompts are refused with `identity_missing`
    /// @param model what a session gets that names none
    /// @param role what this person may do by this token at most; null where there is only one person
    record Welcome(
            int protocol,
            @Nullable Person person,
            String server,
            String model,
            boolean rehearsal,
            @Nullable Role role) implements ServerMessage {

        /// For the only person.
        public Welcome(int protocol, @Nullable Person person, String server, String model, boolean rehearsal) {
            this(protocol, person, server, model, rehearsal, null);
        }
    }

    record HeartbeatAnswered() implements ServerMessage {}

    /// @param requestId null where the message had none that could be read
    /// @param sessionId the session that a refused subscription or reading was about, or null
    record Rejected(@Nullable RequestId requestId, @Nullable SessionId sessionId, ErrorCode code, String message)
            implements ServerMessage {}

    /// One event of a session's log.
    ///
    /// @param atMs milliseconds since 1970, by the server's clock; it may jump, seq may not
    record Logged(SessionId sessionId, String epoch, long seq, long atMs, SessionEvent event)
            implements ServerMessage {}

    /// A subscription begins: events with seq `after + 1` and on will follow.
    ///
    /// @param head the newest seq when it began; `caught_up` follows when it has been sent
    record Subscribed(SessionId sessionId, String epoch, long after, long head) implements ServerMessage {}

    /// All up to `head` has been sent, and the drafts of unfinished blocks; what follows is live.
    record CaughtUp(@Nullable SessionId sessionId, String epoch, long head) implements ServerMessage {}

    /// What the client knows is of another log. Forget it; the subscription has ended and is to be made anew.
    ///
    /// @param sessionId null for the board
    record Reset(@Nullable SessionId sessionId, String epoch, long head) implements ServerMessage {}

    /// The client read too slowly and the subscription has ended: subscribe again after `lastSeq`.
    ///
    /// @param sessionId null for the board
    record Lagging(@Nullable SessionId sessionId, long lastSeq) implements ServerMessage {}

    /// Events before those that the client has, oldest first.
    record Page(SessionId sessionId, String epoch, List<Logged> events) implements ServerMessage {
        public Page {
            events = Check.copy("events", events);
        }
    }

    /// Live: who follows the session now, those who type first; the whole list each time. At most 50.
    record Presence(SessionId sessionId, List<Present> people) implements ServerMessage {
        public Presence {
            people = Check.copy("people", people);
        }
    }

    /// Live: who follows a session now, for those who watch the board and may see it; the whole list each time, without
    /// who types. At most 8.
    record Gathering(SessionId sessionId, List<Present> people) implements ServerMessage {
        public Gathering {
            people = Check.copy("people", people);
        }
    }

    /// Live: more text of an unfinished block.
    ///
    /// @param offset where it goes, in UTF-16 units; a gap asks for `read_draft`
    record Delta(SessionId sessionId, BlockId blockId, BlockKind kind, long offset, String text)
            implements ServerMessage {}

    /// Live: the whole text of an unfinished block so far.
    ///
    /// @param offset 0, or where the kept end begins if the beginning is no longer sent live (tool output)
    record Draft(SessionId sessionId, BlockId blockId, BlockKind kind, long offset, String text)
            implements ServerMessage {}

    /// A part of a tool call's whole output.
    ///
    /// @param offset in bytes
    /// @param nextOffset null at the end
    record Output(
            SessionId sessionId,
            BlockId blockId,
            long offset,
            String text,
            @Nullable Long nextOffset,
            long totalBytes) implements ServerMessage {}

    /// One event of the board's log.
    record Board(String epoch, long seq, long atMs, BoardEvent event) implements ServerMessage {}

    /// A message of a newer server, to be ignored.
    record Unknown() implements ServerMessage {}

    enum BlockKind {
        answer,
        thinking,
        output
    }
}
