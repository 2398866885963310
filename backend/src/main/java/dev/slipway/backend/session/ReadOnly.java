package dev.slipway.backend.session;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.MarkCommand;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.SharingEvent;
import java.util.List;
import java.util.Optional;

/// What may become of a session that was read from a file: it can be called otherwise, put into the archive, shared and
/// deleted. Pure.
final class ReadOnly {
    private ReadOnly() {}

    /// The session in which this would make something happen; empty where it doesn't, or in none.
    static Optional<SessionId> wouldWorkIn(ClientMessage message) {
        return switch (message) {
            case ClientMessage.SubmitPrompt m -> Optional.of(m.sessionId());
            case ControlCommand m -> Optional.of(m.sessionId());
            case ClientMessage.StopTurn m -> Optional.of(m.sessionId());
            case ClientMessage.ForkSession m -> Optional.of(m.sessionId());
            case ClientMessage.UndoTurns m -> Optional.of(m.sessionId());
            case ClientMessage.AllowHost m -> Optional.of(m.sessionId());
            case ClientMessage.Typing m -> Optional.ofNullable(m.sessionId());
            case ClientMessage.RenameSession _,
                    ClientMessage.ArchiveSession _,
                    ClientMessage.RestoreSession _,
                    ClientMessage.DeleteSession _,
                    MarkCommand _,
                    SharingCommand _ -> Optional.empty();
            case ClientMessage.Hello _,
                    ClientMessage.Heartbeat _,
                    ClientMessage.Watch _,
                    ClientMessage.Subscribe _,
                    ClientMessage.Unsubscribe _,
                    ClientMessage.ReadBefore _,
                    ClientMessage.ReadDraft _,
                    ClientMessage.ReadOutput _,
                    ClientMessage.CreateSession _,
                    RepositoryCommand _ -> Optional.empty();
        };
    }

    static Refused refusal(ClientMessage message) {
        if (message instanceof ClientMessage.ForkSession)
            return new Refused(
                    ErrorCode.read_only,
                    "This session was imported, and none of its files are here to begin from. Begin a new one instead.");
        return refusal();
    }

    static Refused refusal() {
        return new Refused(
                ErrorCode.read_only, "This session was imported to be looked at: nothing can be done in it.");
    }

    /// Asked before anything is written.
    ///
    /// @throws Refused where it is an imported one, and these may not happen in it
    static void require(SessionFacts facts, List<SessionEvent> events) {
        if (facts.isImported() && !events.stream().allMatch(ReadOnly::mayHappen)) throw refusal();
    }

    private static boolean mayHappen(SessionEvent event) {
        return event instanceof SessionEvent.TitleChanged
                || event instanceof SessionEvent.SessionArchived
                || event instanceof SessionEvent.SessionRestored
                || event instanceof SharingEvent;
    }
}
