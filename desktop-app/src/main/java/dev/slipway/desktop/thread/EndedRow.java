package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.client.ThreadItem.Question;
import dev.slipway.client.TurnView;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.TurnId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The row of a turn's end.
final class EndedRow {
    static final int MOST_FILES = 8;
    private static final int MOST_FILES_OPEN = 300;

    private EndedRow() {}

    /// @param answerable whether a question of this turn may still be answered
    static Row of(TurnView turn, Outcome outcome, boolean answerable, ToolRows.State state) {
        Key key = new Key(turn.started().turnId().value(), "ended", 0);
        List<FileChange> files = turn.files();
        boolean folds = files.size() > MOST_FILES;
        int shown = Math.min(files.size(), folds && state.isOpen(key) ? MOST_FILES_OPEN : MOST_FILES);
        return new Row.Ended(
                key,
                turn.started().turnId(),
                outcome,
                answerable && outcome == Outcome.done && asks(turn),
                turn.message() == null ? "" : Plain.text(turn.message()).strip(),
                List.copyOf(files.subList(0, shown)),
                files.size() - shown,
                folds,
                turn.commit(),
                turn.startedAtMs() + turn.durationMs(),
                turn.durationMs(),
                turn.usage(),
                past(turn, state));
    }

    /// Whether a question is open. One answer is the answer to all of a turn.
    private static boolean asks(TurnView turn) {
        List<Question> asked = turn.items().stream()
                .filter(Question.class::isInstance)
                .map(Question.class::cast)
                .toList();
        return !asked.isEmpty() && asked.stream().allMatch(question -> question.answeredBy() == null);
    }

    private static Row.Ended.@Nullable Past past(TurnView turn, ToolRows.State state) {
        if (turn.snapshot() == null) return null;
        TurnId id = turn.started().turnId();
        if (state.isUndone(id)) return Row.Ended.Past.undone;
        return state.isCurrent(id) ? Row.Ended.Past.newest : Row.Ended.Past.earlier;
    }
}
