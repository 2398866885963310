package dev.slipway.desktop.changes;

import dev.slipway.client.Human;
import dev.slipway.client.SessionView;
import dev.slipway.client.TurnView;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.TurnId;
import org.jspecify.annotations.Nullable;

/// Says in words why there is nothing to see, or what is not seen yet. Pure.
final class Situation {
    private Situation() {}

    /// Where there are no changes.
    static String empty(SessionView view, @Nullable TurnId turn) {
        TurnView last = view.lastTurn();
        if (turn != null && (last == null || !turn.equals(last.started().turnId()) || last.outcome() != null))
            return "This turn changed no files.";
        if (last == null) return "Nothing changed yet. Say what to change, and the files show up here.";
        if (last.outcome() == null)
            return last.files().isEmpty()
                    ? "Working… What the turn changes shows up here when it is committed, at the turn's end."
                    : differ(last) + " so far. They show up here when they are committed, at the turn's end.";
        if (!last.files().isEmpty() && last.commit() == null)
            return differ(last) + ", and they are not committed yet. The next turn's end commits them.";
        return "Nothing changed yet. The turns so far left all files as they were.";
    }

    /// Beside changes that are shown; empty for nothing.
    static String beside(SessionView view) {
        TurnView last = view.lastTurn();
        if (last == null) return "";
        if (last.commit() != null && last.commit().notice() != null)
            return last.commit().notice();
        if (last.outcome() == null) return "The turn goes on; what it changes shows up when it is committed.";
        if (last.outcome() == Outcome.failed
                && last.commit() == null
                && !last.files().isEmpty()) return "The last turn's changes are not committed.";
        return "";
    }

    private static String differ(TurnView turn) {
        int count = turn.files().size();
        return Human.count(count, "file") + (count == 1 ? " differs" : " differ");
    }
}
