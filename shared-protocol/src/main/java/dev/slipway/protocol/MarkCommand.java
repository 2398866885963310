package dev.slipway.protocol;

/// How far a person has seen a session. It is theirs alone: nobody else is told. All are immutable.
public sealed interface MarkCommand extends ClientMessage.Command {
    SessionId sessionId();

    /// The person has seen what happened up to here, so that only what comes after makes the session unread for
    /// them. Answered by the board's `session_seen`, also where they had seen more already. To be sent when a
    /// person looks, and then when something new is worth their attention; not for each event.
    ///
    /// @param seq of the newest event that they have seen
    record MarkSeen(RequestId requestId, SessionId sessionId, long seq) implements MarkCommand {
        public MarkSeen {
            Check.addressed(requestId, sessionId);
            Check.between("seq", seq, 1, Long.MAX_VALUE);
        }
    }

    /// Makes the session unread for the person again. Answered by the board's `session_seen`.
    record MarkUnread(RequestId requestId, SessionId sessionId) implements MarkCommand {
        public MarkUnread {
            Check.addressed(requestId, sessionId);
        }
    }
}
