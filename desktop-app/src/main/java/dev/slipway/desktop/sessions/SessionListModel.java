package dev.slipway.desktop.sessions;

import dev.slipway.client.BoardView;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.session.Companion;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.sessions.Row.Item;
import dev.slipway.desktop.settings.Looked;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// The list of one backend's sessions. Closed with the desk; what was deleted is then deleted for good.
public final class SessionListModel implements AutoCloseable {
    /// What there is to see.
    public enum Content {
        /// The backend has not told its sessions yet.
        asking,
        /// Nor does it answer.
        unreachable,
        rows,
        noSessions,
        nothingFits
    }

    private final Connection connection;
    private final Navigation navigation;
    private final Looked looked;
    private final Clock clock;
    private final Wishes wishes = new Wishes();
    private final Listing listing = new Listing();
    private final Changes changes;
    private final Cursor cursor = new Cursor();
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty unfolded = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(Content.asking);
    private final ReadOnlyObjectWrapper<@Nullable SessionId> opened = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SessionId> renaming = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Map<SessionId, List<Companion>>> company =
            new ReadOnlyObjectWrapper<>(Map.of());
    private final ChangeListener<Object> told = (property, before, now) -> show();
    private final ChangeListener<Map<SessionId, List<Present>>> moved = (property, before, now) -> gather(now);

    public SessionListModel(Connection connection, Outbox outbox, Navigation navigation, Looked looked, Clock clock) {
        this.connection = connection;
        this.navigation = navigation;
        this.looked = looked;
        this.clock = clock;
        changes = new Changes(connection, outbox, navigation, wishes, this::show);
        connection.board().addListener(told);
        connection.boardKnown().addListener(told);
        connection.status().addListener(told);
        connection.gatherings().addListener(moved);
        gather(connection.gatherings().get());
        filter.addListener((property, before, now) -> {
            show();
            if (!now.isBlank()) cursor.first(rows.get());
        });
        unfolded.addListener(told);
        show();
    }

    /// In the order they are shown; set anew after each change.
    public ReadOnlyObjectProperty<List<Row>> rows() {
        return rows.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Content> content() {
        return content.getReadOnlyProperty();
    }

    /// As a person types it: words, `repo:name`, `is:working`.
    public StringProperty filter() {
        return filter;
    }

    /// Whether the archived ones are shown. While something is filtered they are anyway.
    public BooleanProperty unfolded() {
        return unfolded;
    }

    /// Where the keyboard is.
    public ReadOnlyObjectProperty<@Nullable SessionId> selected() {
        return cursor.at();
    }

    /// The one that the window shows beside the list.
    public ReadOnlyObjectProperty<@Nullable SessionId> opened() {
        return opened.getReadOnlyProperty();
    }

    /// The one whose title is being written.
    public ReadOnlyObjectProperty<@Nullable SessionId> renaming() {
        return renaming.getReadOnlyProperty();
    }

    /// Who else is where; sessions where nobody is are left out.
    public ReadOnlyObjectProperty<Map<SessionId, List<Companion>>> company() {
        return company.getReadOnlyProperty();
    }

    List<Companion> company(SessionId session) {
        return company.get().getOrDefault(session, List.of());
    }

    /// Told by the window whenever it shows another session, or none.
    public void opened(@Nullable SessionId session) {
        opened.set(session);
        if (session != null) cursor.to(session);
        show();
    }

    public void select(SessionId session) {
        cursor.to(session);
    }

    /// Down by so many sessions, or up where it is negative; stays at the ends.
    public void move(int by) {
        cursor.move(rows.get(), by);
    }

    /// The window shows the session below the one that is selected, or above.
    public void openNext(int by) {
        move(by);
        open();
    }

    public void open() {
        SessionId session = cursor.at().get();
        if (session != null) navigation.openSession(session);
    }

    public void newSession() {
        Item row = selectedRow();
        navigation.newSession(row == null ? null : row.session().repository());
    }

    public void newSession(@Nullable RepositoryName repository) {
        navigation.newSession(repository);
    }

    public void copy(String text) {
        navigation.copy(text);
    }

    public void startRenaming() {
        if (selectedRow() != null) renaming.set(cursor.at().get());
    }

    public void leaveRenaming() {
        renaming.set(null);
    }

    /// An empty title, and the one that it has, change nothing.
    public void rename(String typed) {
        SessionId session = renaming.get();
        renaming.set(null);
        String title = oneLine(typed);
        SessionListed now =
                session == null ? null : connection.board().get().sessions().get(session);
        if (session == null
                || now == null
                || title.isEmpty()
                || title.equals(wishes.shown(now).title())) return;
        changes.rename(session, title);
    }

    /// The selected one goes into the archive, or out of it.
    public void toggleArchived() {
        Item row = selectedRow();
        if (row == null) return;
        if (row.session().archived()) changes.restore(row.key());
        else changes.archive(row);
    }

    /// The selected one counts as read, or as unread where it is read.
    public void toggleUnread() {
        Item row = selectedRow();
        if (row != null) changes.mark(row);
    }

    /// Takes it away; the one that the window shows is left, too.
    public void delete() {
        Item row = selectedRow();
        if (row == null) return;
        boolean shown = row.key().equals(opened.get());
        changes.delete(row);
        if (shown) navigation.showSessions();
    }

    public @Nullable Item selectedRow() {
        SessionId session = cursor.at().get();
        for (Row row : rows.get()) if (row instanceof Item item && item.key().equals(session)) return item;
        return null;
    }

    /// How long ago the session changed.
    public String age(Item row) {
        return Ages.age(row.session().changedAtMs(), clock.millis());
    }

    /// When exactly.
    public String changedAt(Item row) {
        return Ages.exact(row.session().changedAtMs(), clock.getZone());
    }

    @Override
    public void close() {
        connection.board().removeListener(told);
        connection.boardKnown().removeListener(told);
        connection.status().removeListener(told);
        connection.gatherings().removeListener(moved);
        changes.close();
    }

    private void gather(Map<SessionId, List<Present>> all) {
        Welcome welcome = connection.welcome().get();
        Person own = welcome == null ? null : welcome.person();
        Map<SessionId, List<Companion>> now = new HashMap<>();
        all.forEach((session, people) -> {
            List<Companion> others = Companion.others(own, people);
            if (!others.isEmpty()) now.put(session, others);
        });
        company.set(Map.copyOf(now));
    }

    private void show() {
        BoardView board = connection.board().get();
        SessionListed shownNow = opened.get() == null ? null : board.sessions().get(opened.get());
        if (shownNow != null && shownNow.state() == SessionState.failed)
            looked.see(shownNow.sessionId().value(), shownNow.changedAtMs());
        List<SessionListed> shown = new ArrayList<>(board.sessions().size());
        for (SessionListed session : board.sessions().values())
            if (!wishes.isDeleted(session.sessionId())) shown.add(wishes.shown(session));
        Filter wanted = Filter.parse(filter.get());
        List<Row> now = listing.rows(shown, this::group, board::isUnread, wanted, unfolded.get() || !wanted.isAll());
        cursor.follow(rows.get(), now);
        rows.set(now);
        content.set(content(!shown.isEmpty()));
    }

    private Content content(boolean any) {
        if (!rows.get().isEmpty()) return Content.rows;
        if (any) return Content.nothingFits;
        if (connection.boardKnown().get()) return Content.noSessions;
        return switch (connection.status().get().state()) {
            case connecting, online -> Content.asking;
            case offline, refused -> Content.unreachable;
        };
    }

    private Group group(SessionListed session) {
        if (session.archived()) return Group.archived;
        return switch (session.state()) {
            case waiting -> Group.needsYou;
            case starting, working -> Group.working;
            case ready, done, stopped -> session.queued() > 0 ? Group.working : Group.done;
            case failed -> {
                if (session.queued() > 0) yield Group.working;
                boolean seen = looked.isSeen(session.sessionId().value(), session.changedAtMs());
                yield seen ? Group.done : Group.needsYou;
            }
        };
    }

    private static String oneLine(String typed) {
        String title = typed.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return title.length() <= ClientMessage.LONGEST_TITLE ? title : title.substring(0, ClientMessage.LONGEST_TITLE);
    }
}
