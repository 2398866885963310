package dev.slipway.desktop.search;

import dev.slipway.client.BoardView;
import dev.slipway.client.Wanted;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Spot;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.desktop.session.KnownPeople;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.Found.Hit;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Words to look for in all sessions, and what was found. It looks a moment after each change. Closed with its pane.
public final class SearchModel implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(150);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    /// What there is to see.
    public enum Content {
        /// Nothing was typed yet.
        empty,
        searching,
        found,
        nothing,
        /// [#note] says why.
        failed,
        /// It is asked as soon as the backend is back.
        offline
    }

    private final Connection connection;
    private final Navigation navigation;
    private final Later later;
    private final Clock clock;
    private final StringProperty words = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable RepositoryName> repository = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Person> person = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable SessionState> state = new SimpleObjectProperty<>();
    private final ObjectProperty<Since> since = new SimpleObjectProperty<>(Since.ever);
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(Content.empty);
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final IntegerProperty chosen = new SimpleIntegerProperty();
    private final ObservableList<FoundLine> lines = FXCollections.observableArrayList();
    private final ChangeListener<Object> went = (property, before, now) -> decide();
    private @Nullable Integer next;
    private @Nullable Pin waiting;
    private int asked;
    private boolean underWay;
    private boolean closed;

    public SearchModel(Connection connection, Navigation navigation, Later later, Clock clock) {
        this.connection = connection;
        this.navigation = navigation;
        this.later = later;
        this.clock = clock;
        ChangeListener<Object> changed = (property, before, now) -> soon(MOMENT);
        words.addListener(changed);
        repository.addListener(changed);
        person.addListener(changed);
        state.addListener(changed);
        since.addListener(changed);
        connection.status().addListener(went);
    }

    /// As a person types them: all of them, `"a phrase"`, `begin*`.
    public StringProperty words() {
        return words;
    }

    /// Null for all.
    public ObjectProperty<@Nullable RepositoryName> repository() {
        return repository;
    }

    /// Null for anybody.
    public ObjectProperty<@Nullable Person> person() {
        return person;
    }

    /// Null for any.
    public ObjectProperty<@Nullable SessionState> state() {
        return state;
    }

    public ObjectProperty<Since> since() {
        return since;
    }

    public ReadOnlyObjectProperty<Content> content() {
        return content.getReadOnlyProperty();
    }

    /// What else is to be said; may be empty.
    public ReadOnlyStringProperty note() {
        return note.getReadOnlyProperty();
    }

    public ObservableList<FoundLine> lines() {
        return lines;
    }

    /// The index of the line that Enter opens.
    public IntegerProperty chosen() {
        return chosen;
    }

    /// Those that sessions are on.
    public List<RepositoryName> repositories() {
        return rows().map(SessionListed::repository)
                .distinct()
                .sorted(Comparator.comparing(RepositoryName::value))
                .toList();
    }

    /// Who has to do with sessions here, by name.
    public List<Person> people() {
        return KnownPeople.of(connection.board().get(), List.of()).stream()
                .sorted(Comparator.comparing(Person::name))
                .toList();
    }

    /// Down by so many lines, or up; at the last one more are asked for.
    public void move(int by) {
        if (lines.isEmpty()) return;
        int to = Math.clamp(chosen.get() + (long) by, 0, lines.size() - 1);
        chosen.set(to);
        if (to == lines.size() - 1) more();
    }

    /// What follows on what is shown, if there is more.
    public void more() {
        if (next != null && !underWay) ask(next);
    }

    public void open() {
        if (chosen.get() < lines.size()) open(lines.get(chosen.get()));
    }

    public void open(FoundLine line) {
        Hit hit = line.hit();
        if (hit.turnId() == null) navigation.openSession(hit.sessionId());
        else navigation.openSession(hit.sessionId(), new Spot(hit.turnId(), line.words()));
    }

    @Override
    public void close() {
        closed = true;
        if (waiting != null) waiting.release();
        connection.status().removeListener(went);
    }

    private java.util.stream.Stream<SessionListed> rows() {
        BoardView board = connection.board().get();
        return board.sessions().values().stream();
    }

    private void soon(Duration delay) {
        if (waiting != null) waiting.release();
        waiting = null;
        asked++;
        underWay = false;
        if (words.get().isBlank()) {
            lines.clear();
            next = null;
            note.set("");
            decide();
            return;
        }
        waiting = later.after(delay, () -> {
            waiting = null;
            ask(0);
        });
        underWay = true;
        decide();
    }

    private void ask(int offset) {
        int mine = ++asked;
        underWay = true;
        Wanted wanted = new Wanted(
                words.get().strip(),
                repository.get(),
                person.get() == null ? null : person.get().email(),
                state.get(),
                since.get().ms(clock));
        connection.ask(api -> api.search(wanted, offset)).whenComplete((found, failure) -> {
            // Something else is looked for by now.
            if (mine != asked || closed) return;
            underWay = false;
            if (failure != null) failed(failure);
            else told(found, offset);
        });
        decide();
    }

    private void failed(Throwable failure) {
        lines.clear();
        next = null;
        note.set(Failure.words(failure));
        content.set(Content.failed);
    }

    private void told(Found found, int offset) {
        List<FoundLine> now = new ArrayList<>(offset == 0 ? List.of() : lines);
        now.addAll(FoundLine.of(found.hits(), now.isEmpty() ? null : now.getLast(), clock.millis()));
        lines.setAll(now);
        if (offset == 0) chosen.set(0);
        next = found.nextOffset();
        note.set(found.complete() ? "" : "The index is being made, so there may be more in a moment.");
        decide();
        if (!found.complete() && offset == 0 && waiting == null) waiting = later.after(AGAIN, this::again);
        else waiting = null;
    }

    /// The index has grown meanwhile; where the person has moved on, they aren't disturbed.
    private void again() {
        waiting = null;
        if (chosen.get() == 0 && !underWay) ask(0);
    }

    private void decide() {
        if (words.get().isBlank()) content.set(Content.empty);
        else if (underWay && !connection.status().get().isOnline()) content.set(Content.offline);
        else if (!lines.isEmpty()) content.set(Content.found);
        else content.set(underWay ? Content.searching : Content.nothing);
    }
}
