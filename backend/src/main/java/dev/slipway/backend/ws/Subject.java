package dev.slipway.backend.ws;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.MarkCommand;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import org.jspecify.annotations.Nullable;

/// What a message is about.
final class Subject {
    private Subject() {}

    /// The session that a message is about, or null.
    static @Nullable SessionId of(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Subscribe m -> m.sessionId();
            case ClientMessage.ReadBefore m -> m.sessionId();
            case ClientMessage.ReadDraft m -> m.sessionId();
            case ClientMessage.ReadOutput m -> m.sessionId();
            case ClientMessage.Unsubscribe m -> m.sessionId();
            case ClientMessage.SubmitPrompt m -> m.sessionId();
            case ControlCommand m -> m.sessionId();
            case ClientMessage.StopTurn m -> m.sessionId();
            case ClientMessage.RenameSession m -> m.sessionId();
            case ClientMessage.ArchiveSession m -> m.sessionId();
            case ClientMessage.RestoreSession m -> m.sessionId();
            case ClientMessage.ForkSession m -> m.sessionId();
            case ClientMessage.UndoTurns m -> m.sessionId();
            case ClientMessage.AllowHost m -> m.sessionId();
            case ClientMessage.DeleteSession m -> m.sessionId();
            case MarkCommand m -> m.sessionId();
            case SharingCommand m -> m.sessionId();
            case ClientMessage.Hello m -> null;
            case ClientMessage.Heartbeat m -> null;
            case ClientMessage.CreateSession m -> null;
            case RepositoryCommand.AddRepository m -> null;
            case RepositoryCommand.RemoveRepository m -> null;
            case RepositoryCommand.BuildImage m -> null;
            case RepositoryCommand.CancelBuild m -> null;
            case ClientMessage.Watch m -> null;
            case ClientMessage.Typing m -> m.sessionId();
        };
    }
}
