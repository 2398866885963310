package dev.slipway.desktop.thread;

import dev.slipway.client.TurnView;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.ClientMessage.AllowHost;
import dev.slipway.protocol.ControlCommand.AnswerQuestion;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.TurnId;
import org.jspecify.annotations.Nullable;

/// Sends what a person chose of what a row offers. FX thread only.
final class Answering {
    private final OpenSession session;
    private final Navigation navigation;
    private final Runnable changed;
    private @Nullable TurnId answered;

    /// @param changed called when another question is answered than before
    Answering(OpenSession session, Navigation navigation, Runnable changed) {
        this.session = session;
        this.navigation = navigation;
        this.changed = changed;
    }

    /// The answer to the question of the session's last turn.
    void answer(ToolCallId question, String option) {
        TurnView last = session.view().get().lastTurn();
        if (last == null) return;
        is(last.started().turnId());
        session.connection()
                .send(new AnswerQuestion(RequestId.fresh(), session.id(), question, option))
                .whenComplete((event, failure) -> {
                    if (failure == null) return;
                    is(null);
                    navigation.tell(Toast.problem(Failure.words(failure)));
                });
    }

    /// The session's sandbox may reach the host from now on.
    void allow(String host) {
        session.connection()
                .send(new AllowHost(RequestId.fresh(), session.id(), host))
                .whenComplete((event, failure) -> {
                    if (failure != null) navigation.tell(Toast.problem("It was not allowed. " + failure.getMessage()));
                });
    }

    boolean isAnswered(TurnView turn) {
        return turn.started().turnId().equals(answered);
    }

    private void is(@Nullable TurnId turn) {
        answered = turn;
        changed.run();
    }
}
