package dev.slipway.desktop.thread;

import dev.slipway.client.SessionView;
import dev.slipway.client.TurnView;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.TurnsUndone;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Forks of the session that is open, and going back in it. An undo happens at once and can be undone; nothing is asked
/// before. FX thread only.
final class PastModel {
    private final OpenSession session;
    private final Navigation navigation;

    PastModel(OpenSession session, Navigation navigation) {
        this.session = session;
        this.navigation = navigation;
    }

    /// Whether the person may do either.
    boolean isOpen() {
        return session.onlyRead().get().isEmpty();
    }

    /// Opens a new session that begins as this one was at the turn's end.
    void fork(TurnId turn) {
        session.connection()
                .send(new ClientMessage.ForkSession(RequestId.fresh(), session.id(), turn))
                .whenComplete((answer, failure) -> {
                    if (failure != null) navigation.tell(Toast.problem("Not forked. " + Failure.words(failure)));
                    else if (answer instanceof Logged logged) {
                        navigation.openSession(logged.sessionId());
                        navigation.tell(Toast.of("This is the fork; the other session is as it was"));
                    }
                });
    }

    void forkNewest() {
        if (refused()) return;
        List<TurnView> counting = counting();
        TurnView newest = counting.stream()
                .filter(turn -> turn.snapshot() != null)
                .findFirst()
                .orElse(null);
        if (newest == null) navigation.tell(Toast.of("No turn of this session can be forked from yet"));
        else fork(newest.started().turnId());
    }

    /// Conversation and files as at the turn's end.
    ///
    /// @param turn null for before the first
    void undoTo(@Nullable TurnId turn) {
        List<TurnView> counting = counting();
        TurnId last = counting.isEmpty() ? null : counting.getFirst().started().turnId();
        Set<TurnId> before = session.view().get().undone();
        session.connection()
                .send(new ClientMessage.UndoTurns(RequestId.fresh(), session.id(), turn))
                .whenComplete((answer, failure) -> {
                    if (failure != null) navigation.tell(Toast.problem("Not undone. " + Failure.words(failure)));
                    else navigation.tell(Toast.undoable(words(answer, before), () -> undoTo(last), null));
                });
    }

    /// As before the newest turn that counts.
    void undoLast() {
        if (refused()) return;
        SessionView view = session.view().get();
        List<TurnView> counting = counting();
        boolean begins = view.created() != null;
        if (counting.isEmpty()) navigation.tell(Toast.of("No turn is there to undo"));
        else if (counting.size() > 1) undoTo(counting.get(1).started().turnId());
        else if (begins) undoTo(null);
        else navigation.tell(Toast.of("Choose the turn to go back to, further up"));
    }

    private boolean refused() {
        if (!isOpen()) navigation.tell(Toast.of(session.onlyRead().get()));
        return !isOpen();
    }

    private static String words(ServerMessage answer, Set<TurnId> before) {
        if (!(answer instanceof Logged logged) || !(logged.event() instanceof TurnsUndone undone)) return "Undone";
        long more = undone.undone().stream().filter(id -> !before.contains(id)).count();
        long back = before.stream().filter(id -> !undone.undone().contains(id)).count();
        if (back > 0 && more == 0) return Texts.count(back, "turn") + " brought back";
        return Texts.count(more, "turn") + " undone";
    }

    /// The turns that count, the newest first.
    private List<TurnView> counting() {
        SessionView view = session.view().get();
        return view.turns().reversed().stream()
                .filter(turn -> !view.isUndone(turn))
                .toList();
    }
}
