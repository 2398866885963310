package dev.slipway.backend.session;

import dev.slipway.protocol.AsideEvent.SpendingNoted;
import dev.slipway.protocol.AsideEvent.TitleSuggested;
import dev.slipway.protocol.ControlEvent.PromptSteered;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.SnapshotTaken;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// What the turns of a session came to. Immutable.
///
/// @param usage of those that have ended, and of what was asked beside them
/// @param workedMs of those that have ended
/// @param turns that began, in order
/// @param undone those of them that don't count any more
/// @param noted what was told of spending
record Tally(Usage usage, long workedMs, PVector<Past> turns, Set<TurnId> undone, Set<String> noted) {
    static final Tally EMPTY = new Tally(Usage.NONE, 0, TreePVector.empty(), Set.of(), Set.of());

    /// One turn that began.
    ///
    /// @param follows the turn that was the last one when it began, or null
    /// @param attached the prompts that it was told, as far as they have attachments, without their words
    /// @param before the newest commit before the turn and
    /// @param after the one after it: the same where it committed nothing, null where there was none yet
    /// @param snapshot of the files as of its end, or null where there is none
    record Past(
            TurnId turn,
            @Nullable TurnId follows,
            List<PromptQueued> attached,
            @Nullable CommitMade before,
            @Nullable CommitMade after,
            @Nullable SnapshotId snapshot) {
        private Past with(CommitMade commit) {
            return new Past(turn, follows, attached, before, commit, snapshot);
        }

        private Past with(SnapshotId taken) {
            return new Past(turn, follows, attached, before, after, taken);
        }

        private Past with(PromptQueued more) {
            return new Past(
                    turn, follows, Stream.concat(attached.stream(), kept(more)).toList(), before, after, snapshot);
        }

        private static Stream<PromptQueued> kept(PromptQueued prompt) {
            return Stream.of(prompt).filter(p -> !p.attached().isEmpty()).map(p -> p.with(""));
        }
    }

    /// @param tip the newest commit that counts, or null
    Tally begun(TurnId turn, PromptQueued prompt, @Nullable CommitMade tip) {
        Past more = new Past(turn, last().map(Past::turn).orElse(null), List.of(), tip, tip, null);
        return new Tally(usage, workedMs, turns.plus(more.with(prompt)), undone, noted);
    }

    Tally steered(PromptSteered event) {
        return changed(event.turnId(), past -> past.with(event.prompt()));
    }

    Tally committed(CommitMade commit) {
        return changed(commit.turnId(), past -> past.with(commit));
    }

    Tally kept(SnapshotTaken taken) {
        return changed(taken.turnId(), past -> past.with(taken.snapshotId()));
    }

    Tally ended(TurnFinished turn) {
        return new Tally(usage.plus(turn.usage()), workedMs + turn.durationMs(), turns, undone, noted);
    }

    Tally noted(SpendingNoted event) {
        Set<String> more = new HashSet<>(noted);
        more.add(event.about());
        return new Tally(usage, workedMs, turns, undone, Set.copyOf(more));
    }

    Tally asked(TitleSuggested event) {
        return new Tally(usage.plus(event.usage()), workedMs, turns, undone, noted);
    }

    Tally undone(List<TurnId> all) {
        return new Tally(usage, workedMs, turns, Set.copyOf(all), noted);
    }

    Optional<Past> turn(TurnId id) {
        return turns.stream().filter(t -> t.turn().equals(id)).findFirst();
    }

    /// The commit that was made last, whether it counts or not; null for none.
    @Nullable
    CommitMade newest() {
        return turns.reversed().stream()
                .filter(t -> t.after() != null && !t.after().equals(t.before()))
                .map(Past::after)
                .findFirst()
                .orElse(null);
    }

    /// The newest turn that counts.
    Optional<Past> last() {
        return turns.reversed().stream().filter(t -> !undone.contains(t.turn())).findFirst();
    }

    /// The turns that don't count where one is the last that does: all but that one and those that it
    /// followed.
    ///
    /// @param to null for none
    List<TurnId> allBut(@Nullable TurnId to) {
        Set<TurnId> counting = new HashSet<>();
        TurnId each = to;
        while (each != null && counting.add(each))
            each = turn(each).map(Past::follows).orElse(null);
        return turns.stream().map(Past::turn).filter(t -> !counting.contains(t)).toList();
    }

    /// The prompts with attachments whose turns have begun.
    List<PromptQueued> attached() {
        return attached(turns.stream());
    }

    /// Those of them whose turns count.
    List<PromptQueued> attachedNow() {
        return attached(turns.stream().filter(t -> !undone.contains(t.turn())));
    }

    /// Every commit of the session, the oldest first, and the one that counts now last.
    List<String> tips(String now) {
        Stream<String> others = turns.stream()
                .flatMap(t -> Optional.ofNullable(t.after()).stream())
                .map(CommitMade::commit)
                .filter(commit -> !commit.equals(now))
                .distinct();
        return Stream.concat(others, Stream.of(now)).toList();
    }

    private Tally changed(TurnId turn, UnaryOperator<Past> change) {
        if (turns.isEmpty() || !turns.getLast().turn().equals(turn)) return this;
        return new Tally(usage, workedMs, turns.with(turns.size() - 1, change.apply(turns.getLast())), undone, noted);
    }

    private static List<PromptQueued> attached(Stream<Past> turns) {
        return turns.flatMap(t -> t.attached().stream()).toList();
    }
}
