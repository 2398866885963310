package dev.slipway.backend.session;

import dev.slipway.protocol.ClientMessage.ForkSession;
import dev.slipway.protocol.ForkedFrom;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SnapshotId;

/// Makes sessions that begin as another one was at a turn's end. Thread-safe.
final class Forks {
    private final OpenSessions open;

    Forks(OpenSessions open) {
        this.open = open;
    }

    /// Durable when it returns; its sandbox starts by itself.
    ///
    /// @throws Refused where the turn or its files are not there
    SessionId make(Session parent, ForkSession command, Person person) {
        SnapshotId snapshot = PastPolicy.snapshot(parent.facts(), command.turnId(), parent.workspace()::holds);
        SessionCreated from = parent.facts().creation();
        SessionId id = SessionId.fresh();
        SessionCreated created = new SessionCreated(
                command.requestId(),
                id,
                person,
                from.repository(),
                from.base(),
                from.baseCommit(),
                from.model(),
                new ForkedFrom(parent.id(), command.turnId()),
                null);
        Inherited inherited = Inherited.of(
                created,
                parent.log(),
                command.turnId(),
                parent.facts().sharing().access());
        Session made = open.fork(parent.id(), snapshot, inherited);
        made.workspace().warm();
        return id;
    }
}
