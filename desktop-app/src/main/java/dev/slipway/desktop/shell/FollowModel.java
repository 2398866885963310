package dev.slipway.desktop.shell;

import dev.slipway.client.BoardView;
import dev.slipway.client.Plain;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.SessionId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// Goes where somebody else goes, until the person does something by themselves. Closed with its desk.
public final class FollowModel implements AutoCloseable {
    private final Connection connection;
    private final Consumer<SessionId> open;
    private final ReadOnlyObjectWrapper<@Nullable Person> whom = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ChangeListener<Map<SessionId, List<Present>>> moved = (property, before, now) -> moved(now);
    private Set<SessionId> places = Set.of();

    /// @param open shows a session; told only while somebody is followed
    FollowModel(Connection connection, Consumer<SessionId> open) {
        this.connection = connection;
        this.open = open;
        connection.gatherings().addListener(moved);
    }

    /// Null for nobody.
    public ReadOnlyObjectProperty<@Nullable Person> whom() {
        return whom.getReadOnlyProperty();
    }

    /// What is to be said of it; empty while nobody is followed.
    public ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    public void follow(Person person) {
        whom.set(person);
        places = Set.of();
        moved(connection.gatherings().get());
    }

    public void stop() {
        whom.set(null);
        words.set("");
    }

    @Override
    public void close() {
        stop();
        connection.gatherings().removeListener(moved);
    }

    private void moved(Map<SessionId, List<Present>> all) {
        Person person = whom.get();
        if (person == null) return;
        Set<SessionId> now = places(person, all);
        Set<SessionId> fresh = new HashSet<>(now);
        fresh.removeAll(places);
        places = now;
        words.set(words(person, now.isEmpty()));
        newest(fresh).ifPresent(open);
    }

    private static Set<SessionId> places(Person person, Map<SessionId, List<Present>> all) {
        Set<SessionId> places = new HashSet<>();
        all.forEach((session, people) -> {
            if (people.stream().anyMatch(each -> each.person().email().equalsIgnoreCase(person.email())))
                places.add(session);
        });
        return places;
    }

    /// Of several that they went to at once, the one in which something happened last.
    private java.util.Optional<SessionId> newest(Set<SessionId> fresh) {
        BoardView board = connection.board().get();
        return fresh.stream()
                .max(Comparator.comparingLong((SessionId session) -> {
                            SessionListed row = board.sessions().get(session);
                            return row == null ? 0 : row.changedAtMs();
                        })
                        .thenComparing(SessionId::value));
    }

    private static String words(Person person, boolean nowhere) {
        String name = Plain.line(person.name());
        return nowhere ? "Following " + name + ", who has no session open" : "Following " + name + " until you act";
    }
}
