package dev.slipway.desktop.shell;

import dev.slipway.client.BoardView;
import dev.slipway.desktop.action.Spot;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// What is open of one backend. Closed when another backend is shown; its connection isn't.
public final class DeskModel implements AutoCloseable {
    /// What the middle shows.
    public enum Place {
        /// Nothing; on a narrow window the list.
        sessions,
        session,
        newSession
    }

    public enum Panel {
        none,
        changes,
        details
    }

    private final Connection connection;
    private final SettingsFile settings;
    private final Outbox outbox;
    private final FollowModel follow;
    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(Place.sessions);
    private final ReadOnlyObjectWrapper<Panel> panel = new ReadOnlyObjectWrapper<>(Panel.none);
    private final ReadOnlyObjectWrapper<@Nullable OpenSession> open = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable TurnId> turn = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Spot> spot = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable RepositoryName> repository = new ReadOnlyObjectWrapper<>();
    private final ChangeListener<BoardView> listed = (property, before, now) -> leaveDeleted(before, now);

    public DeskModel(Connection connection, SettingsFile settings, Drafts drafts) {
        this.connection = connection;
        this.settings = settings;
        outbox = new Outbox(connection, drafts);
        follow = new FollowModel(connection, this::open);
        connection.board().addListener(listed);
        String selected = settings.now().selected().get(connection.address().name());
        if (selected != null) openRemembered(selected);
    }

    public Connection connection() {
        return connection;
    }

    public Outbox outbox() {
        return outbox;
    }

    public FollowModel follow() {
        return follow;
    }

    public ReadOnlyObjectProperty<Place> place() {
        return place.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Panel> panel() {
        return panel.getReadOnlyProperty();
    }

    /// The session in the middle, or the one that was there last.
    public ReadOnlyObjectProperty<@Nullable OpenSession> open() {
        return open.getReadOnlyProperty();
    }

    /// The turn whose changes the panel shows; null for all.
    public ReadOnlyObjectProperty<@Nullable TurnId> turn() {
        return turn.getReadOnlyProperty();
    }

    /// The place in the thread of the open session that is to be shown; null once it has been.
    public ReadOnlyObjectProperty<@Nullable Spot> spot() {
        return spot.getReadOnlyProperty();
    }

    /// The place is being shown.
    public void spotTaken() {
        spot.set(null);
    }

    /// Chosen already for the new session, or null.
    public ReadOnlyObjectProperty<@Nullable RepositoryName> repository() {
        return repository.getReadOnlyProperty();
    }

    public void open(SessionId session) {
        OpenSession before = open.get();
        if (before == null || !before.id().equals(session)) {
            turn.set(null);
            spot.set(null);
            open.set(new OpenSession(connection, session));
            if (before != null) before.close();
            remember(session.value());
        }
        place.set(Place.session);
    }

    public void open(SessionId session, Spot at) {
        open(session);
        spot.set(at);
    }

    public void showSessions() {
        place.set(Place.sessions);
    }

    public void newSession(@Nullable RepositoryName on) {
        repository.set(on);
        place.set(Place.newSession);
    }

    public void show(Panel wanted, @Nullable TurnId of) {
        turn.set(of);
        panel.set(wanted);
    }

    /// Shown where it wasn't, and away where it was.
    public void toggle(Panel wanted) {
        if (panel.get() == wanted) closePanel();
        else show(wanted, null);
    }

    public void closePanel() {
        panel.set(Panel.none);
        turn.set(null);
    }

    /// One step back, as on a narrow window. False where there is none.
    public boolean back() {
        if (panel.get() != Panel.none) closePanel();
        else if (place.get() != Place.sessions) place.set(Place.sessions);
        else return false;
        return true;
    }

    @Override
    public void close() {
        follow.close();
        connection.board().removeListener(listed);
        OpenSession session = open.get();
        if (session != null) session.close();
    }

    private void openRemembered(String selected) {
        try {
            open(new SessionId(selected));
        } catch (IllegalArgumentException e) {
            remember(null);
        }
    }

    private void leaveDeleted(BoardView before, BoardView now) {
        OpenSession session = open.get();
        if (session == null) return;
        boolean gone =
                before.sessions().containsKey(session.id()) && !now.sessions().containsKey(session.id());
        if (!gone) return;
        open.set(null);
        session.close();
        closePanel();
        if (place.get() == Place.session) place.set(Place.sessions);
        remember(null);
    }

    private void remember(@Nullable String session) {
        settings.change(now -> now.withSelected(connection.address().name(), session));
    }
}
