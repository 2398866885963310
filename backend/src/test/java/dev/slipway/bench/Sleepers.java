package dev.slipway.bench;

import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.LogFile;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Sessions that have done some work and rest, written into a state folder by the backend's own store, since making
/// thousands with a sandbox each would take many minutes. No backend may use the folder meanwhile.
final class Sleepers {
    private static final int STEPS = 3;

    private Sleepers() {}

    /// @param like a session of the same repository
    static List<SessionId> write(Path state, SessionCreated like, int count) throws IOException {
        Path empty = state.resolve("empty.db");
        LogFile.open(empty, Clock.systemUTC()).close();
        List<SessionId> all = new ArrayList<>();
        for (int i = 0; i < count; i++) all.add(one(state, empty, like, i));
        Files.delete(empty);
        return all;
    }

    private static SessionId one(Path state, Path empty, SessionCreated like, int number) throws IOException {
        SessionId id = SessionId.fresh();
        Path folder = Files.createDirectory(state.resolve("sessions").resolve(id.value()));
        Path file = Files.copy(empty, folder.resolve("log.db"));
        List<SessionEvent> events = new ArrayList<>();
        events.add(new SessionCreated(
                RequestId.fresh(), id, like.person(), like.repository(), like.base(), like.baseCommit(), like.model()));
        events.addAll(LongSession.turn(number, STEPS));
        events.add(new SessionEvent.TitleChanged(null, "Go on with part " + number));
        try (LogFile log = LogFile.open(file, Clock.systemUTC())) {
            log.append(LongSession.rows(events), Durability.kill, List.of());
        }
        return id;
    }
}
