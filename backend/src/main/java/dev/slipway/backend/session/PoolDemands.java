package dev.slipway.backend.session;

import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.GitRefused;
import dev.slipway.backend.image.PoolPolicy;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.RepositoryName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What sessions are likely to begin on: what they began on lately, and what is being typed for. Thread-safe.
final class PoolDemands {
    private final Board board;
    private final Repositories repositories;
    private final RepositorySandboxes sandboxes;
    private final Clock clock;
    // Guarded by this.
    private final Map<Asked, Instant> typed = new HashMap<>();
    private final Map<PoolPolicy.Kind, Instant> failed = new HashMap<>();
    private final Map<PoolPolicy.Kind, String> bases = new HashMap<>();
    private final Map<RepositoryName, Duration> took = new HashMap<>();

    /// @param base null for the default branch
    private record Asked(
            RepositoryName repository, @Nullable String base) {}

    PoolDemands(Board board, Repositories repositories, RepositorySandboxes sandboxes, Clock clock) {
        this.board = board;
        this.repositories = repositories;
        this.sandboxes = sandboxes;
        this.clock = clock;
    }

    synchronized void typed(RepositoryName repository, @Nullable String base) {
        typed.put(new Asked(repository, base), clock.instant());
    }

    synchronized void failed(PoolPolicy.Kind kind, Instant at) {
        failed.put(kind, at);
    }

    synchronized void started(PoolPolicy.Kind kind, Duration within) {
        failed.remove(kind);
        took.put(kind.repository(), within);
    }

    synchronized void forget(RepositoryName repository) {
        typed.keySet().removeIf(asked -> asked.repository().equals(repository));
    }

    /// The name that the commit was asked by.
    synchronized String base(PoolPolicy.Kind kind) {
        return bases.getOrDefault(kind, kind.commit());
    }

    /// As the mirrors are now; nothing is fetched. Blocks for git.
    List<PoolPolicy.Demand> now() {
        Instant now = clock.instant();
        Map<RepositoryName, List<Instant>> arrivals = arrivals(now);
        Map<PoolPolicy.Kind, String> names = new HashMap<>();
        List<PoolPolicy.Demand> all = new ArrayList<>();
        for (Asked asked : asked(arrivals.keySet())) {
            try {
                Base base = repositories.find(asked.repository()).resolve(asked.base());
                PoolPolicy.Kind kind = sandboxes.kind(asked.repository(), base.commit());
                // The default branch may also be asked for by its name.
                if (names.putIfAbsent(kind, base.name()) == null) all.add(demand(asked, kind, arrivals));
            } catch (Refused | GitRefused e) {
                // It is gone, and so is the demand.
            }
        }
        synchronized (this) {
            bases.clear();
            bases.putAll(names);
            failed.keySet().retainAll(names.keySet());
        }
        return all;
    }

    private Map<RepositoryName, List<Instant>> arrivals(Instant now) {
        Map<RepositoryName, List<Instant>> all = new HashMap<>();
        for (SessionListed session : board.sessions()) {
            Instant at = Instant.ofEpochMilli(session.createdAtMs());
            if (at.plus(PoolPolicy.USED).isAfter(now))
                all.computeIfAbsent(session.repository(), r -> new ArrayList<>())
                        .add(at);
        }
        return all;
    }

    /// Those that are typed for come first.
    private synchronized List<Asked> asked(Set<RepositoryName> used) {
        Instant now = clock.instant();
        typed.values()
                .removeIf(at -> at.isAfter(now) || at.plus(PoolPolicy.ABANDONED).isBefore(now));
        List<Asked> all = new ArrayList<>(typed.keySet());
        used.forEach(repository -> all.add(new Asked(repository, null)));
        return all.stream().distinct().toList();
    }

    private synchronized PoolPolicy.Demand demand(
            Asked asked, PoolPolicy.Kind kind, Map<RepositoryName, List<Instant>> arrivals) {
        List<Instant> began = asked.base() == null ? arrivals.getOrDefault(asked.repository(), List.of()) : List.of();
        return new PoolPolicy.Demand(
                kind,
                began,
                typed.get(asked),
                took.getOrDefault(asked.repository(), Duration.ofSeconds(1)),
                failed.get(kind));
    }
}
