package dev.slipway.backend.session;

import dev.slipway.backend.people.AccessPolicy;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.people.People;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.MarkCommand;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The one place where it is decided whether somebody may do what they ask for. What they may not see isn't there for
/// them. Thread-safe; asks no disk.
public final class Gate {
    private final People people;
    private final Board board;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long changedAt;

    Gate(People people, Board board) {
        this.people = people;
        this.board = board;
        this.changedAt = board.log().head();
        people.onChange(this::changed);
    }

    /// Told after each change of what anybody may do, on the thread that made it.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Something may be given to somebody, or taken, from now on.
    void changed() {
        changedAt = board.log().head();
        listeners.forEach(Runnable::run);
    }

    /// The board's newest seq when anybody's rights changed last, as far as is known: who saw less of it may have seen
    /// what isn't for them any more.
    public long changedAt() {
        return changedAt;
    }

    /// @throws Refused with `not_found` where they may not know of it, with `forbidden` where they may not do it, with
    ///     `read_only` where nobody may
    public void admit(Caller caller, ClientMessage message) {
        let(caller, message);
        boolean imported = ReadOnly.wouldWorkIn(message)
                .flatMap(board::session)
                .filter(listed -> listed.imported() != null)
                .isPresent();
        if (imported) throw ReadOnly.refusal(message);
    }

    private void let(Caller caller, ClientMessage message) {
        switch (message) {
            case ClientMessage.Hello _,
                    ClientMessage.Heartbeat _,
                    ClientMessage.Watch _,
                    ClientMessage.Unsubscribe _ -> {}
            case ClientMessage.CreateSession m -> use(caller, m.repository(), Role.take_part);
            case ClientMessage.SubmitPrompt m -> admit(caller, m.sessionId(), Role.take_part);
            case ControlCommand m -> admit(caller, m.sessionId(), Role.take_part);
            case ClientMessage.StopTurn m -> admit(caller, m.sessionId(), Role.take_part);
            case ClientMessage.RenameSession m -> admit(caller, m.sessionId(), Role.take_part);
            case ClientMessage.ArchiveSession m -> admit(caller, m.sessionId(), Role.take_part);
            case ClientMessage.RestoreSession m -> admit(caller, m.sessionId(), Role.take_part);
            case ClientMessage.ForkSession m -> admit(caller, m.sessionId(), Role.take_part);
            case ClientMessage.UndoTurns m -> admit(caller, m.sessionId(), Role.take_part);
            case ClientMessage.AllowHost m -> admit(caller, m.sessionId(), Role.administer);
            case ClientMessage.DeleteSession m -> admit(caller, m.sessionId(), Role.administer);
            case ClientMessage.Typing m -> typing(caller, m);
            case ClientMessage.Subscribe m -> admit(caller, m.sessionId(), Role.view);
            case ClientMessage.ReadBefore m -> admit(caller, m.sessionId(), Role.view);
            case ClientMessage.ReadDraft m -> admit(caller, m.sessionId(), Role.view);
            case ClientMessage.ReadOutput m -> admit(caller, m.sessionId(), Role.view);
            case MarkCommand m -> admit(caller, m.sessionId(), Role.view);
            case SharingCommand m -> admit(caller, m);
            case RepositoryCommand.AddRepository _ -> administer(caller);
            case RepositoryCommand.RemoveRepository _ -> administer(caller);
            case RepositoryCommand.BuildImage m -> use(caller, m.repository(), Role.take_part);
            case RepositoryCommand.CancelBuild m -> use(caller, m.repository(), Role.take_part);
        }
    }

    private void admit(Caller caller, SharingCommand command) {
        switch (command) {
            case SharingCommand.SetAccess m -> admit(caller, m.sessionId(), Role.administer);
            case SharingCommand.MakeLink m -> admit(caller, m.sessionId(), Role.administer);
            case SharingCommand.RevokeLink m -> admit(caller, m.sessionId(), Role.administer);
            // The link is looked at where the session's log is. Who only guesses learns nothing.
            case SharingCommand.UseLink m -> {
                if (board.session(m.sessionId())
                        .filter(listed -> uses(caller, listed.repository()))
                        .isEmpty()) throw Shares.wrongLink();
            }
        }
    }

    private void typing(Caller caller, ClientMessage.Typing typing) {
        if (typing.sessionId() != null) admit(caller, typing.sessionId(), Role.take_part);
        if (typing.repository() != null) use(caller, typing.repository(), Role.take_part);
    }

    /// Whether this may be done in a session.
    public void admit(Caller caller, SessionId session, Role needed) {
        // Whoever may do everything may also ask for what isn't there.
        if (caller.administers()) return;
        Role role = role(caller, session).orElseThrow(() -> Refused.unknown(session));
        if (!role.allows(needed))
            throw new Refused(
                    ErrorCode.forbidden,
                    switch (needed) {
                        case view, take_part ->
                            "You may only watch here. Who administers the session can let you take part.";
                        case administer -> "Only who administers the session may do that.";
                    });
    }

    /// Whether this may be done with a repository.
    public void use(Caller caller, RepositoryName repository, Role needed) {
        if (!people.mayUse(caller, repository)) throw Repositories.unknown(repository);
        if (!caller.scope().allows(needed))
            throw new Refused(ErrorCode.forbidden, "This token is for watching only. Make another one to do that.");
    }

    /// Whether this may be done to the installation.
    public void administer(Caller caller) {
        if (!caller.administers())
            throw new Refused(ErrorCode.forbidden, "Only who administers this installation may do that.");
    }

    /// What they may do there; empty for nothing.
    public Optional<Role> role(Caller caller, SessionId session) {
        return board.session(session).flatMap(listed -> role(caller, listed));
    }

    /// Whether they may know of it.
    public boolean sees(Caller caller, BoardEvent event) {
        return switch (event) {
            // As it is now: what was listed before told of other rights.
            case BoardEvent.SessionListed e -> role(caller, e.sessionId()).isPresent();
            // Of a mark its row holds more than anybody may see; Sight tells of it.
            case BoardEvent.SessionSeen _ -> false;
            case BoardEvent.SessionDeleted _, BoardEvent.Withheld _, BoardEvent.Unknown _ -> true;
            case BoardEvent.RepositoryAdded e -> uses(caller, e.repository().name());
            case BoardEvent.RepositoryRemoved e -> uses(caller, e.name());
            case BoardEvent.BasePreparing e -> uses(caller, e.repository());
            case BoardEvent.BaseReady e -> uses(caller, e.repository());
            case BoardEvent.BaseFailed e -> uses(caller, e.repository());
            case BoardEvent.ImageBuilding e -> uses(caller, e.repository());
            case BoardEvent.ImageReady e -> uses(caller, e.repository());
            case BoardEvent.ImageFailed e -> uses(caller, e.repository());
            case BoardEvent.ImageCancelled e -> uses(caller, e.repository());
            case BoardEvent.ImageRemoved e -> uses(caller, e.repository());
        };
    }

    /// Whether a repository is there for them.
    public boolean uses(Caller caller, RepositoryName repository) {
        return people.mayUse(caller, repository);
    }

    private Optional<Role> role(Caller caller, BoardEvent.SessionListed listed) {
        return AccessPolicy.role(caller, Board.access(listed), people.mayUse(caller, listed.repository()));
    }
}
