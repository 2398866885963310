package dev.slipway.backend.image;

import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides which sandboxes wait for sessions that nobody has asked for yet.
public final class PoolPolicy {
    /// A repository on which a session began within this is likely to see another.
    public static final Duration USED = Duration.ofDays(1);
    /// Who typed nothing for this long has given up.
    public static final Duration ABANDONED = Duration.ofMinutes(2);
    /// Arrivals are counted over this.
    static final Duration LATELY = Duration.ofMinutes(10);
    /// What could not be started is tried again after this.
    static final Duration AGAIN = Duration.ofMinutes(1);

    private PoolPolicy() {}

    /// What a sandbox waits over.
    ///
    /// @param image the keys of the layers that the commit is checked out on; empty for none
    public record Kind(RepositoryName repository, String commit, List<String> image) {
        public Kind {
            image = List.copyOf(image);
        }
    }

    /// Why one may be wanted.
    ///
    /// @param arrivals when sessions began on it
    /// @param typedAt when somebody typed a prompt for a new session on it; null for never
    /// @param start how long it takes until one waits
    /// @param failedAt when one could not be started; null for never
    public record Demand(
            Kind kind,
            List<Instant> arrivals,
            @Nullable Instant typedAt,
            Duration start,
            @Nullable Instant failedAt) {
        public Demand {
            arrivals = List.copyOf(arrivals);
        }

        private @Nullable Instant newest() {
            return arrivals.stream().max(Comparator.naturalOrder()).orElse(null);
        }
    }

    /// One that waits or is being started.
    public record Waiting(SessionId id, Kind kind, boolean alive) {}

    /// @param start one for each time that it is named
    public record Plan(List<Kind> start, List<SessionId> giveBack) {}

    /// @param demands at most one for a kind
    /// @param waiting the one that waits longest first
    /// @param most that may wait over all repositories
    public static Plan plan(List<Demand> demands, List<Waiting> waiting, int most, Instant now) {
        List<Kind> start = new ArrayList<>();
        List<Waiting> spare = new ArrayList<>(waiting);
        int room = most;
        for (Demand demand : demands.stream().sorted(mostUrgentFirst(now)).toList()) {
            int wanted = Math.min(room, size(demand, now));
            room -= wanted;
            for (int i = 0; i < wanted; i++)
                if (!keepOne(demand.kind(), spare) && mayStart(demand, now)) start.add(demand.kind());
        }
        return new Plan(start, spare.stream().map(Waiting::id).toList());
    }

    /// How many are wanted: one, and as many more as sessions begin while one is being started.
    static int size(Demand demand, Instant now) {
        if (!isTyped(demand, now) && demand.arrivals().stream().noneMatch(at -> isWithin(USED, at, now))) return 0;
        long lately = demand.arrivals().stream()
                .filter(at -> isWithin(LATELY, at, now))
                .count();
        return 1 + (int) (lately * demand.start().toMillis() / LATELY.toMillis());
    }

    private static boolean keepOne(Kind kind, List<Waiting> spare) {
        for (Waiting one : spare)
            if (one.alive() && one.kind().equals(kind)) {
                spare.remove(one);
                return true;
            }
        return false;
    }

    private static boolean mayStart(Demand demand, Instant now) {
        return demand.failedAt() == null || !isWithin(AGAIN, demand.failedAt(), now);
    }

    private static boolean isTyped(Demand demand, Instant now) {
        return demand.typedAt() != null && isWithin(ABANDONED, demand.typedAt(), now);
    }

    /// What is to come is not: the clock was put back since, and nobody knows how long ago that was.
    private static boolean isWithin(Duration time, Instant at, Instant now) {
        return !at.isAfter(now) && at.plus(time).isAfter(now);
    }

    private static Comparator<Demand> mostUrgentFirst(Instant now) {
        Comparator<@Nullable Instant> newestFirst = Comparator.nullsLast(Comparator.reverseOrder());
        return Comparator.comparing((Demand d) -> !isTyped(d, now))
                .thenComparing(Demand::typedAt, newestFirst)
                .thenComparing(Demand::newest, newestFirst);
    }
}
