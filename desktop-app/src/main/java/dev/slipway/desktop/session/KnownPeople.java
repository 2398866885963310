package dev.slipway.desktop.session;

import dev.slipway.client.BoardView;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Participant;
import dev.slipway.protocol.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Who has to do with the sessions of a backend, each once. Pure.
public final class KnownPeople {
    private KnownPeople() {}

    /// @param members known already, who come first
    public static List<Person> of(BoardView board, List<Person> members) {
        Map<String, Person> all = new LinkedHashMap<>();
        members.forEach(each -> all.putIfAbsent(key(each), each));
        for (SessionListed row : board.sessions().values()) {
            all.putIfAbsent(key(row.person()), row.person());
            if (row.access() != null)
                for (Participant each : row.access().people()) all.putIfAbsent(key(each.person()), each.person());
        }
        return List.copyOf(all.values());
    }

    private static String key(Person person) {
        return person.email().toLowerCase(Locale.ROOT);
    }
}
