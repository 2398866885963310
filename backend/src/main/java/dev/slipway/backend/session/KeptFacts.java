package dev.slipway.backend.session;

import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionEvent.TurnsUndone;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.Sharing;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePVector;

/// The form in which [SessionFacts] between two turns are kept. Most of it is the turns, so that what several of them
/// name is in it once. Immutable.
record KeptFacts(
        SessionCreated created,
        long createdAtMs,
        long changedAtMs,
        String title,
        List<PromptQueued> waiting,
        SessionState state,
        boolean archived,
        List<String> allowedHosts,
        Sharing sharing,
        List<CommitMade> commits,
        int tip,
        List<String> branches,
        boolean left,
        Usage usage,
        long workedMs,
        List<Turn> turns,
        List<TurnId> undone,
        @Nullable TurnsUndone undo,
        Questions questions,
        @Nullable List<String> noted) {
    private static final int NONE = -1;

    /// One of [Tally.Past].
    ///
    /// @param before, after where they are in the commits, or -1
    record Turn(
            TurnId turn,
            @Nullable TurnId follows,
            List<PromptQueued> attached,
            int before,
            int after,
            @Nullable SnapshotId snapshot) {}

    /// @throws IllegalArgumentException where it is of another form
    KeptFacts {
        boolean whole = Stream.of(
                        created,
                        title,
                        waiting,
                        state,
                        allowedHosts,
                        sharing,
                        commits,
                        branches,
                        usage,
                        turns,
                        undone,
                        questions)
                .allMatch(Objects::nonNull);
        if (!whole) throw new IllegalArgumentException("something is missing");
        int most = commits.size();
        if (tip >= most || turns.stream().anyMatch(t -> t.before() >= most || t.after() >= most))
            throw new IllegalArgumentException("a commit is missing");
    }

    /// @throws IllegalArgumentException where a turn runs
    static KeptFacts of(SessionFacts facts) {
        if (facts.turn() != null) throw new IllegalArgumentException("a turn runs");
        Map<CommitMade, Integer> commits = new LinkedHashMap<>();
        List<Turn> turns = new ArrayList<>();
        for (Tally.Past past : facts.tally().turns())
            turns.add(new Turn(
                    past.turn(),
                    past.follows(),
                    past.attached(),
                    place(past.before(), commits),
                    place(past.after(), commits),
                    past.snapshot()));
        int tip = place(facts.tip(), commits);
        return new KeptFacts(
                facts.creation(),
                facts.createdAtMs(),
                facts.changedAtMs(),
                facts.title(),
                facts.waiting(),
                facts.state(),
                facts.archived(),
                facts.allowedHosts(),
                facts.sharing(),
                List.copyOf(commits.keySet()),
                tip,
                facts.line().own(),
                facts.line().left(),
                facts.tally().usage(),
                facts.tally().workedMs(),
                turns,
                sorted(facts.tally().undone()),
                facts.undo(),
                facts.course().questions(),
                facts.tally().noted().isEmpty()
                        ? null
                        : facts.tally().noted().stream().sorted().toList());
    }

    SessionFacts facts() {
        List<Tally.Past> past = turns.stream()
                .map(t -> new Tally.Past(
                        t.turn(), t.follows(), t.attached(), commit(t.before()), commit(t.after()), t.snapshot()))
                .toList();
        Tally tally = new Tally(
                usage,
                workedMs,
                TreePVector.from(past),
                Set.copyOf(undone),
                noted == null ? Set.of() : Set.copyOf(noted));
        Course course = new Course(new BranchLine(commit(tip), branches, left), tally, undo, questions);
        return new SessionFacts(
                created,
                createdAtMs,
                changedAtMs,
                title,
                waiting,
                null,
                state,
                archived,
                allowedHosts,
                sharing,
                course);
    }

    private static List<TurnId> sorted(Set<TurnId> turns) {
        return turns.stream().sorted(Comparator.comparing(TurnId::value)).toList();
    }

    private static int place(@Nullable CommitMade commit, Map<CommitMade, Integer> all) {
        if (commit == null) return NONE;
        Integer known = all.putIfAbsent(commit, all.size());
        return known == null ? all.size() - 1 : known;
    }

    private @Nullable CommitMade commit(int place) {
        return place == NONE ? null : commits.get(place);
    }
}
