package dev.slipway.backend.session;

import dev.slipway.protocol.SessionEvent;
import java.time.Clock;
import java.util.function.Function;

/// What every session shares with the others.
record Surroundings(
        Clock clock,
        Board board,
        SessionModels models,
        Turns turns,
        Function<Session, Workspace> workspaces,
        Meter meter,
        Purse purse) {

    /// Makes the runner of a turn; a test puts its own here.
    interface Turns {
        TurnRunner runner(Session session, SessionEvent.TurnStarted turn);
    }
}
