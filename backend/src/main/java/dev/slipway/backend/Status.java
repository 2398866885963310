package dev.slipway.backend;

import dev.slipway.backend.config.Configuration;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.session.Pool;
import dev.slipway.backend.session.Retention;
import dev.slipway.backend.ws.Sockets;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.PoolFigures;
import dev.slipway.protocol.SessionState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How the backend is, for `slipway status`.
record Status(
        Configuration configuration,
        Rooms rooms,
        Pool pool,
        Sockets sockets,
        LanguageModel model,
        Retention retention,
        long startedAt) {
    /// As told; durations in ms.
    ///
    /// @param damaged sessions, and what is wrong with their files; null for none
    record Told(
            String version,
            long pid,
            long uptimeMs,
            int sessions,
            int working,
            int subscribers,
            String model,
            boolean rehearsal,
            String home,
            Sandboxes sandbox,
            PoolFigures pool,
            @Nullable Archived archived,
            @Nullable Map<String, String> damaged) {}

    /// @param days after which archived sessions are deleted
    /// @param nextAtMs when the next one is, or null for none
    record Archived(long days, @Nullable Long nextAtMs) {}

    record Sandboxes(String engine, List<String> degraded) {}

    private @Nullable Archived archived() {
        long days = configuration.retention().toDays();
        return days == 0 ? null : new Archived(days, retention.nextAtMs().orElse(null));
    }

    Object now() {
        List<SessionListed> sessions = rooms.board().sessions();
        long working = sessions.stream()
                .filter(s -> s.state() == SessionState.working || s.state() == SessionState.starting)
                .count();
        var capabilities = rooms.engine().capabilities();
        return new Told(
                Backend.VERSION,
                ProcessHandle.current().pid(),
                (System.nanoTime() - startedAt) / 1_000_000,
                sessions.size(),
                (int) working,
                sockets.greeted(),
                model.id(),
                model.rehearsal(),
                configuration.home().toString(),
                new Sandboxes(capabilities.engine(), capabilities.degraded()),
                pool.figures(),
                archived(),
                damaged());
    }

    private @Nullable Map<String, String> damaged() {
        Map<String, String> known = new TreeMap<>();
        rooms.board().damaged().forEach((id, what) -> known.put(id.value(), what));
        return known.isEmpty() ? null : known;
    }
}
