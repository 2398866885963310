package dev.slipway.desktop;

import dev.slipway.client.LocalBackend;
import dev.slipway.client.Plain;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connect.Connections;
import dev.slipway.desktop.connect.Elsewhere;
import dev.slipway.desktop.connect.Search;
import dev.slipway.desktop.connect.ShareLinks;
import dev.slipway.desktop.connect.StartCommand;
import dev.slipway.desktop.connection.LiveConnection;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.design.Painted;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.kept.Kept;
import dev.slipway.desktop.link.Link;
import dev.slipway.desktop.notify.SystemNotifier;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.Looked;
import dev.slipway.desktop.settings.Settings;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.desktop.shell.Outside;
import dev.slipway.desktop.shell.ShellModel;
import dev.slipway.desktop.shell.ShellPane;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The window with all that stands behind it: everything made and joined, and closed in reverse.
public final class AppWindow implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppWindow.class);
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 840;
    private static final double LEAST_WIDTH = 360;
    private static final double LEAST_HEIGHT = 400;

    private final long began = System.nanoTime();
    private final Stage stage;
    private final UiThread ui;
    private final SettingsFile settings;
    private final Drafts drafts;
    private final Looked looked;
    private final ShellModel shell;
    private final Kept kept;
    private final Elsewhere elsewhere;
    private final Connections connections;
    private final Rooms rooms;
    private final ShareLinks shares;
    private @Nullable Link waiting;

    /// @param folder where the app keeps what it remembers; made if it isn't there
    /// @param environment as of the process: where this machine's backend is
    public AppWindow(Stage stage, Path folder, Map<String, String> environment, UiThread ui, Outside outside) {
        this.stage = stage;
        this.ui = ui;
        settings = SettingsFile.open(folder);
        drafts = Drafts.open(folder);
        looked = Looked.open(folder, System.currentTimeMillis());
        shell = new ShellModel(settings, drafts, outside, ui);
        Theme theme = new Theme();
        theme.choice().set(settings.now().theme());
        theme.choice().subscribe(choice -> settings.change(now -> now.withTheme(choice)));
        String version = System.getProperty("slipway.version", "development");
        kept = new Kept(folder, ui, System::currentTimeMillis);
        elsewhere = new Elsewhere(environment);
        connections = new Connections(
                Search.in(LocalBackend.home(environment), ui).or(kept::lastAt),
                settings,
                elsewhere,
                address -> kept.keeping(LiveConnection.open(address, version, ui)),
                ui);
        connections.onRemoved(kept::forget);
        StartCommand start = StartCommand.of(environment, System.getProperty("slipway.launcher"));
        shares = new ShareLinks(connections, shell);
        rooms = new Rooms(shell, connections, settings, drafts, looked, start, ui);
        ShellPane pane = new ShellPane(shell, rooms, settings);
        Scene scene = new Scene(pane, WIDTH, HEIGHT);
        theme.dress(scene);
        AppCommands.add(shell, rooms, pane, theme);
        pane.installKeys(scene);
        stage.setScene(scene);
        dress(stage);
        Notifying notifying = new Notifying(stage, shell, new SystemNotifier(ui), this::bringSession);
        connections.current().subscribe(now -> {
            shell.show(now);
            notifying.watch(now);
            go(waiting);
        });
    }

    /// Shows the window where it was, if there is still a screen there.
    public void show() {
        Settings.Window last = settings.now().window();
        if (last != null && isOnAScreen(last)) {
            stage.setX(last.x());
            stage.setY(last.y());
            stage.setWidth(last.width());
            stage.setHeight(last.height());
            stage.setMaximized(last.maximized());
        }
        Painted.then(stage.getScene(), ui, () -> {
            long took = (System.nanoTime() - began) / 1_000_000;
            LOG.info("the window was painted {} ms after it was begun", took);
        });
        stage.show();
    }

    /// To the front, and to where a link leads, once there is a backend to show.
    ///
    /// @param link empty for none
    public void bring(String link) {
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
        connections.takeIn();
        if (link.isEmpty()) return;
        Link.parse(link)
                .ifPresentOrElse(
                        this::go, () -> shell.tell(Toast.problem("This link leads nowhere here: " + Plain.line(link))));
    }

    /// Once there is a backend: a link may be what the app is started with.
    private void go(@Nullable Link place) {
        waiting = isThere(place) ? null : place;
        if (waiting != null) return;
        switch (place) {
            case null -> {}
            case Link.OfSession of -> shell.openSession(of.session());
            case Link.OfNewSession of -> shell.newSession(of.repository());
            case Link.OfSessions of -> shell.showSessions();
            case Link.OfInvitation of -> {
                shell.closeOverlay();
                rooms.paste(of.url() + "/join#" + of.code());
                shell.showBackends();
            }
            case Link.OfShare of -> shares.open(of);
        }
    }

    private boolean isThere(@Nullable Link place) {
        return place instanceof Link.OfInvitation
                || place instanceof Link.OfShare of && shares.knows(of)
                || shell.desk().get() != null;
    }

    private void bringSession(SessionId session) {
        bring("");
        shell.openSession(session);
    }

    public ShellModel shell() {
        return shell;
    }

    @Override
    public void close() {
        settings.change(now -> now.withWindow(new Settings.Window(
                stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized())));
        shell.close();
        connections.close();
        elsewhere.close();
        kept.close();
        looked.close();
        drafts.close();
        settings.close();
    }

    private static boolean isOnAScreen(Settings.Window window) {
        Rectangle2D title = new Rectangle2D(window.x(), window.y(), Math.max(1, window.width()), 32);
        return Screen.getScreens().stream().anyMatch(s -> s.getVisualBounds().intersects(title));
    }

    private static void dress(Stage stage) {
        stage.setTitle("Slipway");
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        for (int size : new int[] {16, 32, 64, 128, 256})
            stage.getIcons()
                    .add(new Image(Objects.requireNonNull(
                            AppWindow.class.getResourceAsStream("icons/slipway-" + size + ".png"))));
    }
}
