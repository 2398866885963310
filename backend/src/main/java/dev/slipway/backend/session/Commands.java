package dev.slipway.backend.session;

import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.MarkCommand;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.SharingCommand;

/// Each command and its verb, the same by whichever edge it comes. Thread-safe; blocks for as long as the verb does.
public final class Commands {
    private final Sessions sessions;

    Commands(Sessions sessions) {
        this.sessions = sessions;
    }

    /// Asks the [Gate] first. Durable when it returns; a repeat of a request gets the first answer.
    ///
    /// @throws Refused where the answer is no
    public Answer take(Caller caller, ClientMessage.Command command) {
        sessions.gate().admit(caller, command);
        Answer answer = carryOut(caller, command);
        sessions.seen().follow(caller, command, answer);
        return answer;
    }

    private Answer carryOut(Caller caller, ClientMessage.Command command) {
        return switch (command) {
            case ClientMessage.CreateSession m -> sessions.create(caller, m);
            case ClientMessage.SubmitPrompt m -> sessions.submit(caller, m);
            case ControlCommand m -> sessions.control(caller, m);
            case ClientMessage.StopTurn m -> sessions.stop(caller, m);
            case ClientMessage.RenameSession m -> sessions.rename(caller, m);
            case ClientMessage.ArchiveSession m -> sessions.archive(caller, m);
            case ClientMessage.RestoreSession m -> sessions.restore(caller, m);
            case ClientMessage.ForkSession m -> sessions.fork(caller, m);
            case ClientMessage.UndoTurns m -> sessions.undo(caller, m);
            case ClientMessage.AllowHost m -> sessions.allow(caller, m);
            case ClientMessage.DeleteSession m -> sessions.delete(m);
            case RepositoryCommand.AddRepository m -> sessions.repositories().add(m);
            case RepositoryCommand.RemoveRepository m -> sessions.repositories().remove(m);
            case RepositoryCommand.BuildImage m -> sessions.images().build(m);
            case RepositoryCommand.CancelBuild m -> sessions.images().cancel(m);
            case MarkCommand m -> sessions.seen().take(caller, m);
            case SharingCommand m -> sessions.shares().take(caller, m);
        };
    }
}
