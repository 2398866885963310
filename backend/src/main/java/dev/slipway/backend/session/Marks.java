package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.store.NewRow;
import dev.slipway.protocol.BoardEvent.SessionSeen;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How far each person has seen each session that concerns them. On the board's log there is one row for a
/// session, with the marks of all; each person is told their own only, as `session_seen`. Thread-safe; changed
/// in the board's lane.
final class Marks {
    static final String TYPE = "marks_kept";
    private static final String TOLD = Json.typeOf(SessionSeen.class);

    private final Map<SessionId, Map<String, Long>> all = new ConcurrentHashMap<>();

    /// A row of the board's log.
    ///
    /// @param person whose mark is new
    /// @param seen the marks of all, by person
    record Kept(@Nullable RequestId requestId, SessionId sessionId, String person, Map<String, Long> seen) {
        Kept {
            seen = Map.copyOf(seen);
        }

        NewRow row() {
            return new NewRow(TYPE, requestId == null ? null : requestId.value(), Json.bytes(this));
        }
    }

    /// What makes of a mark another one.
    interface Change {
        /// @param before null where the session didn't concern the person
        long after(@Nullable Long before);
    }

    /// Under which a session's row is the newest.
    static String key(SessionId session) {
        return "marks/" + session;
    }

    static boolean isOne(Entry entry) {
        return entry.type().equals(TYPE);
    }

    static Kept read(Entry entry) {
        return Json.read(entry.json(), Kept.class);
    }

    /// What a person is told of a row; empty where it holds nothing of theirs.
    static Optional<Entry> told(Entry entry, Kept kept, String person) {
        Long seq = kept.seen().get(person);
        if (seq == null) return Optional.empty();
        RequestId request = kept.person().equals(person) ? kept.requestId() : null;
        return Optional.of(entry.as(TOLD, Json.bytes(new SessionSeen(request, kept.sessionId(), seq))));
    }

    /// By person; empty where it concerns nobody.
    Map<String, Long> of(SessionId session) {
        return all.getOrDefault(session, Map.of());
    }

    /// What the marks are after a change.
    Kept changed(@Nullable RequestId request, SessionId session, String person, Change change) {
        Map<String, Long> seen = new HashMap<>(of(session));
        seen.put(person, change.after(seen.get(person)));
        return new Kept(request, session, person, seen);
    }

    void keep(Kept kept) {
        all.put(kept.sessionId(), kept.seen());
    }

    void forget(SessionId session) {
        all.remove(session);
    }
}
