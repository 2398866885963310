package dev.slipway.backend.ws;

import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is in which session, for those who watch the board. Guarded by who has it, but for the sending.
final class Gatherings {
    /// More faces than that don't fit on a line.
    static final int MOST = 8;

    private final Set<Presence.Guest> watchers = new HashSet<>();
    private final Set<Presence.Guest> fresh = new HashSet<>();
    private final Map<SessionId, Told> told = new HashMap<>();

    private record Told(List<Present> from, List<Present> quiet) {}

    /// What is to be told of one session.
    record Letter(SessionId session, List<Presence.Guest> to, List<Present> people) {
        /// Asks for each whether they may see the session.
        void send() {
            String frame = Json.text(new ServerMessage.Gathering(session, people));
            for (Presence.Guest guest : to) if (guest.sees(session)) guest.tellWatcher(frame);
        }
    }

    void enter(Presence.Guest guest) {
        watchers.add(guest);
        fresh.add(guest);
    }

    void leave(Presence.Guest guest) {
        watchers.remove(guest);
        fresh.remove(guest);
    }

    /// What is otherwise than was told, for all; and all there is, for those who are new.
    ///
    /// @param rooms who is where now, and types; a list that is the same object as the time before has not changed
    List<Letter> changed(Map<SessionId, List<Present>> rooms) {
        List<Letter> letters = new ArrayList<>();
        List<Presence.Guest> all = List.copyOf(watchers);
        List<Presence.Guest> newcomers = List.copyOf(fresh);
        fresh.clear();
        rooms.forEach((session, people) -> {
            Told before = told.get(session);
            Told now = before != null && before.from() == people ? before : new Told(people, quiet(people));
            boolean changed = before == null || !now.quiet().equals(before.quiet());
            told.put(session, now);
            List<Presence.Guest> to = changed ? all : newcomers;
            if (!to.isEmpty()) letters.add(new Letter(session, to, now.quiet()));
        });
        for (SessionId session : List.copyOf(told.keySet())) {
            if (rooms.containsKey(session)) continue;
            told.remove(session);
            if (!all.isEmpty()) letters.add(new Letter(session, all, List.of()));
        }
        return letters;
    }

    /// Without who types, and so in an order that lasts.
    private static List<Present> quiet(List<Present> people) {
        return people.stream()
                .map(each -> new Present(each.person(), each.client(), false))
                .sorted(Comparator.comparing((Present each) -> each.person().email())
                        .thenComparing(Present::client))
                .limit(MOST)
                .toList();
    }
}
