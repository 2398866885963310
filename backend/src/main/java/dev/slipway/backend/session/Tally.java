package dev.slipway.backend.session;

import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the turns of a session came to. Immutable.
///
/// @param usage of those that have ended
/// @param workedMs of those that have ended
/// @param turns that began, in order
/// @param attached the prompts with attachments whose turns have begun
record Tally(Usage usage, long workedMs, List<TurnTips> turns, List<PromptQueued> attached) {
    static final Tally EMPTY = new Tally(Usage.NONE, 0, List.of(), List.of());

    /// The newest commits of the session's branch before a turn and after it: the same where it committed nothing,
    /// null where there was none yet.
    record TurnTips(
            TurnId turn, @Nullable String before, @Nullable String after) {}

    Tally begun(TurnId turn, PromptQueued prompt) {
        String tip = turns.isEmpty() ? null : turns.getLast().after();
        List<TurnTips> more = new ArrayList<>(turns);
        more.add(new TurnTips(turn, tip, tip));
        List<PromptQueued> all = prompt.attached().isEmpty()
                ? attached
                : Stream.concat(attached.stream(), Stream.of(prompt)).toList();
        return new Tally(usage, workedMs, List.copyOf(more), all);
    }

    Tally committed(CommitMade commit) {
        if (turns.isEmpty()) return this;
        List<TurnTips> changed = new ArrayList<>(turns);
        TurnTips last = changed.removeLast();
        changed.add(new TurnTips(last.turn(), last.before(), commit.commit()));
        return new Tally(usage, workedMs, List.copyOf(changed), attached);
    }

    Tally ended(TurnFinished turn) {
        return new Tally(usage.plus(turn.usage()), workedMs + turn.durationMs(), turns, attached);
    }

    Optional<TurnTips> turn(TurnId id) {
        return turns.stream().filter(t -> t.turn().equals(id)).findFirst();
    }

    /// Every commit of the session, the oldest first.
    List<String> tips() {
        return turns.stream()
                .map(TurnTips::after)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
    }
}
