package dev.slipway.desktop.details;

import dev.slipway.client.Plain;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.json.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// A session's log as JSON, the newest event last; older ones are read on demand. No more than the newest of [#MOST]
/// are kept while it goes on.
public final class EventsModel implements AutoCloseable {
    static final int MOST = 5000;
    private static final int TURNS = 5;
    private static final int LONGEST_LINE = 400;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    /// @param line the beginning of the JSON, on one line
    public record EventLine(long seq, String time, String type, String line, Logged logged) {}

    private final OpenSession session;
    private final Navigation navigation;
    private final Consumer<Logged> told;
    private final List<EventLine> all = new ArrayList<>();
    private final ObservableList<EventLine> shown = FXCollections.observableArrayList();
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper hasOlder = new ReadOnlyBooleanWrapper();
    private final ChangeListener<Boolean> caughtUp = (property, before, now) -> knows(now);
    private final Pin listening;
    private boolean reading;
    private long readings;

    /// @param told of each event, new or read
    EventsModel(OpenSession session, Navigation navigation, Consumer<Logged> told) {
        this.session = session;
        this.navigation = navigation;
        this.told = told;
        filter.addListener((property, before, now) -> show());
        listening = session.listen(new OpenSession.Listener() {
            @Override
            public void logged(Logged logged) {
                if (session.known().get()) add(logged);
            }
        });
        session.known().addListener(caughtUp);
        if (session.known().get()) readOlder();
    }

    /// Those that the filter lets through, oldest first.
    public ObservableList<EventLine> shown() {
        return shown;
    }

    /// A part of an event's type or text.
    public StringProperty filter() {
        return filter;
    }

    public ReadOnlyBooleanProperty hasOlder() {
        return hasOlder.getReadOnlyProperty();
    }

    public void readOlder() {
        if (reading) return;
        reading = true;
        long reads = readings;
        long before =
                all.isEmpty() ? session.view().get().seq() + 1 : all.getFirst().seq();
        session.connection().readBefore(session.id(), before, TURNS).whenComplete((page, failure) -> {
            if (reads != readings) return;
            reading = false;
            if (failure != null) {
                navigation.tell(Toast.problem(Failure.words(failure)));
                return;
            }
            long first = all.isEmpty() ? Long.MAX_VALUE : all.getFirst().seq();
            List<EventLine> older = page.events().stream()
                    .filter(logged -> logged.seq() < first)
                    .map(EventsModel::line)
                    .toList();
            all.addAll(0, older);
            page.events().forEach(told);
            hasOlder.set(!all.isEmpty() && all.getFirst().seq() > 1);
            show();
        });
    }

    public String pretty(EventLine of) {
        return Plain.text(Json.pretty(of.logged().event()));
    }

    public void copy(EventLine of) {
        navigation.copy(Json.pretty(of.logged()));
    }

    @Override
    public void close() {
        listening.release();
        session.known().removeListener(caughtUp);
        readings++;
    }

    /// The session is told anew where its log is another one: what was read of the old one goes.
    private void knows(boolean known) {
        if (!known) {
            readings++;
            reading = false;
            all.clear();
            show();
        } else if (all.isEmpty()) readOlder();
    }

    private void add(Logged logged) {
        told.accept(logged);
        EventLine line = line(logged);
        all.add(line);
        if (all.size() > MOST) {
            all.subList(0, all.size() - MOST).clear();
            hasOlder.set(true);
            show();
        } else if (passes(line)) shown.add(line);
    }

    private void show() {
        shown.setAll(all.stream().filter(this::passes).toList());
    }

    private boolean passes(EventLine line) {
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || line.type().contains(wanted)
                || line.line().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static EventLine line(Logged logged) {
        String json = Plain.line(Json.text(logged.event()));
        String begun = json.length() > LONGEST_LINE ? json.substring(0, LONGEST_LINE) + "…" : json;
        String type = Json.typeOf(logged.event().getClass());
        return new EventLine(logged.seq(), TIME.format(Instant.ofEpochMilli(logged.atMs())), type, begun, logged);
    }
}
