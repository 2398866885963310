package dev.slipway.backend.ws;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// Who follows which session, by which client, and who types. Lives in memory only: it is true of this moment. What
/// changed is gathered until [#tell], so that a crowd that comes at once is told of once, and where nothing changes
/// nothing is done. Thread-safe.
final class Presence {
    static final long TYPING_NS = 5_000_000_000L;
    /// More names than that nobody reads.
    static final int MOST = 50;

    private final LongSupplier nanos;
    // All guarded by this.
    private final Map<SessionId, Map<Guest, Long>> rooms = new HashMap<>();
    private final Map<SessionId, List<Present>> told = new HashMap<>();
    /// Those where it may be otherwise than was told, or will be since somebody types.
    private final Set<SessionId> changed = new HashSet<>();
    private final Gatherings gatherings = new Gatherings();

    /// A client's connection, as far as others may know of it.
    interface Guest {
        Person person();

        String client();

        /// Live: it may be dropped.
        void tell(SessionId session, String frame);

        /// Whether they may know of it.
        boolean sees(SessionId session);

        /// Live, and only while they watch the board: it may be dropped.
        void tellWatcher(String frame);
    }

    Presence(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Somebody follows the session, also one who did before and is to be told anew.
    synchronized void enter(SessionId session, Guest guest) {
        rooms.computeIfAbsent(session, s -> new LinkedHashMap<>()).put(guest, nanos.getAsLong() - TYPING_NS);
        told.remove(session);
        changed.add(session);
    }

    synchronized void leave(SessionId session, Guest guest) {
        Map<Guest, Long> room = rooms.get(session);
        if (room == null) return;
        room.remove(guest);
        changed.add(session);
        if (!room.isEmpty()) return;
        rooms.remove(session);
        told.remove(session);
    }

    /// Somebody watches the board, also one who did before and is to be told anew.
    synchronized void watch(Guest guest) {
        gatherings.enter(guest);
    }

    synchronized void leaveBoard(Guest guest) {
        gatherings.leave(guest);
    }

    synchronized void typed(SessionId session, Guest guest) {
        Map<Guest, Long> room = rooms.get(session);
        if (room != null && room.replace(guest, nanos.getAsLong()) != null) changed.add(session);
    }

    /// Tells those who follow a session, or watch the board, where it is otherwise than they were told.
    void tell() {
        record Letter(SessionId session, List<Guest> to, List<Present> people) {}
        List<Letter> letters = new ArrayList<>();
        List<Gatherings.Letter> outside;
        synchronized (this) {
            for (SessionId session : List.copyOf(changed)) {
                Map<Guest, Long> room = rooms.getOrDefault(session, Map.of());
                List<Present> now = present(room);
                if (now.stream().noneMatch(Present::typing)) changed.remove(session);
                if (room.isEmpty() || now.equals(told.get(session))) continue;
                told.put(session, now);
                letters.add(new Letter(session, List.copyOf(room.keySet()), now));
            }
            outside = gatherings.changed(told);
        }
        outside.forEach(Gatherings.Letter::send);
        for (Letter letter : letters) {
            String frame = Json.text(new ServerMessage.Presence(letter.session(), letter.people()));
            letter.to().forEach(guest -> guest.tell(letter.session(), frame));
        }
    }

    /// Each person once for each kind of client, in the order in which they came.
    private List<Present> present(Map<Guest, Long> room) {
        long now = nanos.getAsLong();
        Map<Present, Boolean> all = new LinkedHashMap<>();
        room.forEach((guest, typedAt) -> all.merge(
                new Present(guest.person(), guest.client(), false), now - typedAt < TYPING_NS, Boolean::logicalOr));
        return all.entrySet().stream()
                .map(e -> new Present(e.getKey().person(), e.getKey().client(), e.getValue()))
                .sorted(Comparator.comparing(Present::typing).reversed())
                .limit(MOST)
                .toList();
    }
}
