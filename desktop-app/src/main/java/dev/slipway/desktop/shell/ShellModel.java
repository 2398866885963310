package dev.slipway.desktop.shell;

import dev.slipway.desktop.action.Commands;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Spot;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/// The window as a whole: the desk of the backend that is shown, and what lies over it. Closed with the window.
public final class ShellModel implements Navigation, AutoCloseable {
    /// What lies over the desk.
    public enum Overlay {
        none,
        palette,
        help,
        backends,
        images,
        search,
        sharing,
        costs
    }

    private final SettingsFile settings;
    private final Drafts drafts;
    private final Outside outside;
    private final ToastsModel toasts;
    private final Commands commands = new Commands();
    private final ReadOnlyObjectWrapper<@Nullable DeskModel> desk = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Overlay> overlay = new ReadOnlyObjectWrapper<>(Overlay.none);
    private BooleanSupplier escape = () -> false;
    private final BooleanProperty narrow = new SimpleBooleanProperty();

    public ShellModel(SettingsFile settings, Drafts drafts, Outside outside, Later later) {
        this.settings = settings;
        this.drafts = drafts;
        this.outside = outside;
        toasts = new ToastsModel(later);
    }

    /// Null while no backend is known.
    public ReadOnlyObjectProperty<@Nullable DeskModel> desk() {
        return desk.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Overlay> overlay() {
        return overlay.getReadOnlyProperty();
    }

    /// Whether there is room for one column only; set by the window.
    public BooleanProperty narrow() {
        return narrow;
    }

    public ToastsModel toasts() {
        return toasts;
    }

    public Commands commands() {
        return commands;
    }

    /// Shows another backend, or none.
    public void show(@Nullable Connection connection) {
        DeskModel before = desk.get();
        if (before != null && before.connection() == connection) return;
        desk.set(connection == null ? null : new DeskModel(connection, settings, drafts));
        if (before != null) before.close();
    }

    public void toggle(Overlay wanted) {
        overlay.set(overlay.get() == wanted ? Overlay.none : wanted);
    }

    public void closeOverlay() {
        overlay.set(Overlay.none);
    }

    /// Whether there is a desk whose middle shows a session.
    public boolean hasSession() {
        DeskModel now = desk.get();
        return now != null && now.open().get() != null && now.place().get() == DeskModel.Place.session;
    }

    /// What Esc does while nothing lies over the desk; set by who puts the rooms together.
    ///
    /// @param what tells whether there was something to do
    public void onEscape(BooleanSupplier what) {
        escape = what;
    }

    boolean escape() {
        return escape.getAsBoolean();
    }

    @Override
    public void openSession(SessionId session) {
        closeOverlay();
        onDesk(d -> d.open(session));
    }

    @Override
    public void openSession(SessionId session, Spot at) {
        closeOverlay();
        onDesk(d -> d.open(session, at));
    }

    @Override
    public void showSessions() {
        onDesk(DeskModel::showSessions);
    }

    @Override
    public void newSession(@Nullable RepositoryName repository) {
        closeOverlay();
        onDesk(d -> d.newSession(repository));
    }

    @Override
    public void showChanges(@Nullable TurnId turn) {
        onDesk(d -> d.show(DeskModel.Panel.changes, turn));
    }

    @Override
    public void showDetails() {
        onDesk(d -> d.show(DeskModel.Panel.details, null));
    }

    @Override
    public void closePanel() {
        onDesk(DeskModel::closePanel);
    }

    @Override
    public void showBackends() {
        overlay.set(Overlay.backends);
    }

    @Override
    public void browse(String url) {
        if (url.startsWith("https://") || url.startsWith("http://") || url.startsWith("mailto:")) outside.browse(url);
        else tell(Toast.problem("Only web and mail addresses open outside. This one is: " + url));
    }

    @Override
    public void copy(String text) {
        outside.copy(text);
        tell(Toast.of("Copied"));
    }

    @Override
    public void tell(Toast toast) {
        toasts.show(toast);
    }

    @Override
    public void close() {
        toasts.close();
        show(null);
    }

    public void onDesk(Consumer<DeskModel> what) {
        DeskModel now = desk.get();
        if (now != null) what.accept(now);
    }
}
