package dev.slipway.desktop.thread;

import dev.slipway.client.SessionView;
import dev.slipway.client.TurnView;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.Set;

/// Which turns of the thread were undone, as the newest undo that was heard of tells: it names all of them. FX thread
/// only.
final class UndoneTurns {
    private long seq;
    private Set<TurnId> ids = Set.of();

    /// @return whether other turns are undone than before
    boolean heard(Logged logged) {
        if (!(logged.event() instanceof SessionEvent.TurnsUndone undone) || logged.seq() < seq) return false;
        seq = logged.seq();
        return now(Set.copyOf(undone.undone()));
    }

    /// @return as above
    boolean heard(SessionView view) {
        return !view.undone().isEmpty() && view.seq() >= seq && now(view.undone());
    }

    void clear() {
        seq = 0;
        ids = Set.of();
    }

    boolean isUndone(TurnId turn) {
        return ids.contains(turn);
    }

    /// The turn of a view that counts and is the newest.
    boolean isCurrent(SessionView view, TurnId turn) {
        for (TurnView each : view.turns().reversed()) {
            TurnId id = each.started().turnId();
            if (!isUndone(id)) return id.equals(turn);
        }
        return false;
    }

    /// Of the line that stands for all undone turns next to each other.
    Key keyOf(List<TurnRows> turns, int index) {
        int first = index;
        while (first > 0 && isUndone(turns.get(first - 1).id())) first--;
        return new Key(turns.get(first).id().value(), "undone", 0);
    }

    /// That line, where such turns begin at this one.
    List<Row> line(List<TurnRows> turns, int index, boolean open) {
        if (index > 0 && isUndone(turns.get(index - 1).id())) return List.of();
        int end = index;
        while (end < turns.size() && isUndone(turns.get(end).id())) end++;
        String words = Texts.count(end - index, "turn") + " undone";
        return List.of(new Row.Fold(keyOf(turns, index), Row.Fold.Kind.undone, words, "", open, false, 0));
    }

    private boolean now(Set<TurnId> now) {
        boolean other = !now.equals(ids);
        ids = now;
        return other;
    }
}
