package dev.slipway.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.client.BoardView;
import dev.slipway.desktop.connect.Connections;
import dev.slipway.desktop.connect.Elsewhere;
import dev.slipway.desktop.connect.Search;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.LiveConnection;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.sessions.SessionListModel;
import dev.slipway.desktop.sessions.SessionListPane;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.Looked;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.desktop.start.NewSessionModel;
import dev.slipway.desktop.start.NewSessionPane;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The list, the start of a session and the backends, with a real backend.
class WithBackendTest {
    private final UiThread ui = new UiThread();
    private final FakeNavigation navigation = new FakeNavigation();

    @TempDir
    Path folder;

    private House house;
    private SettingsFile settings;
    private Drafts drafts;
    private Looked looked;
    private Elsewhere elsewhere;
    private Connections connections;
    private SessionListModel list;
    private NewSessionModel start;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder.resolve("house"), Talker.saying("Done."));
        settings = SettingsFile.open(folder.resolve("desktop"));
        elsewhere = new Elsewhere(Map.of("HOME", folder.toString()));
        drafts = Drafts.open(folder.resolve("desktop"));
        looked = Looked.open(folder.resolve("desktop"), 0);
    }

    @AfterEach
    void close() {
        if (connections != null) Window.run(connections::close);
        elsewhere.close();
        looked.close();
        drafts.close();
        settings.close();
        house.close();
    }

    @Test
    void aPersonAddsARepositoryStartsASessionAndKeepsTheListInOrder() throws Exception {
        String project = house.project().folder().toString();
        try (Window window = show()) {
            Connection connection = connection();
            until(() -> connection.boardKnown().get());
            window.clickOn("#repository").write(project).type(KeyCode.ENTER);
            until(() -> start.repository().chosen().get() != null);
            until(() -> !start.branch().text().get().isEmpty());
            window.picture("with-backend");
            window.clickOn("#first-prompt").write("Add a test").type(KeyCode.ENTER, KeyCode.ENTER);
            until(() -> navigation.went.stream().anyMatch(went -> went.startsWith("session ")));
            until(() -> rows(connection).sessions().values().stream().anyMatch(s -> s.state() == SessionState.done));
            SessionId session = only(connection).sessionId();
            assertThat(only(connection).title()).isEqualTo("Add a test");

            Window.run(() -> list.opened(session));
            window.clickOn("#session-filter").type(KeyCode.ESCAPE, KeyCode.F2);
            window.write("A better title").type(KeyCode.ENTER);
            until(() -> only(connection).title().equals("A better title"));
            window.type(KeyCode.E);
            until(() -> only(connection).archived());
            Window.run(() ->
                    Objects.requireNonNull(navigation.told.getLast().run()).run());
            until(() -> !only(connection).archived());

            Window.run(() -> {
                list.opened(session);
                list.delete();
                list.close();
            });
            until(() -> rows(connection).sessions().isEmpty());
        }
    }

    @Test
    void aDeletionThatCouldStillBeUndoneIsMadeFinalWhenTheAppCloses() throws Exception {
        SessionId session = house.session();
        try (Window window = show()) {
            Connection connection = connection();
            until(() -> rows(connection).sessions().containsKey(session));
            Window.run(() -> {
                list.select(session);
                list.delete();
                list.close();
                connections.close();
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> house.sessions().board().sessions().isEmpty());
        }
    }

    @Test
    void aBackendThatIsStartedAnewElsewhereGoesOnInTheSameWindow() throws Exception {
        SessionId session = house.session();
        try (Window window = show()) {
            Connection connection = connection();
            until(() -> connection.status().get().isOnline());
            OpenSession open = Window.on(() -> new OpenSession(connection, session));
            until(() -> open.known().get());
            String before = house.url();
            house.close();
            until(() -> !connection.status().get().isOnline());
            var answer = Window.on(() -> connection.send(
                    new SubmitPrompt(RequestId.fresh(), session, "Asked while it was away", null, null)));
            house = House.open(folder.resolve("house"), Talker.saying("Done."));
            until(() -> connection.status().get().isOnline());
            assertThat(Window.on(connection::address).url())
                    .isEqualTo(house.url())
                    .isNotEqualTo(before);
            until(answer::isDone);
            assertThat(answer).isCompleted();
            until(() -> open.known().get()
                    && open.view().get().turns().stream()
                            .anyMatch(turn ->
                                    Objects.requireNonNull(turn.prompt()).text().equals("Asked while it was away")));
            until(() -> rows(connection).sessions().containsKey(session));
            Window.run(open::close);
        }
    }

    @Test
    void whatIsSentToABackendThatRefusesTheAppWaitsUntilItTakesIt() throws Exception {
        SessionId session = house.session();
        Address right = new Address("", house.url(), House.TOKEN);
        Connection connection =
                Window.on(() -> LiveConnection.open(new Address("", house.url(), "another"), "test", ui));
        until(() -> connection.status().get().state() == Status.State.refused);
        Outbox outbox = Window.on(() -> new Outbox(connection, drafts));
        var answer = Window.on(
                () -> outbox.submit(new SubmitPrompt(RequestId.fresh(), session, "Typed meanwhile", null, null)));
        Window.run(() -> connection.moveTo(connection.address()));
        until(() -> connection.status().get().state() == Status.State.refused);
        assertThat(answer).isNotDone();
        assertThat(drafts.unsent("")).hasSize(1);
        OpenSession open = Window.on(() -> new OpenSession(connection, session));
        Window.run(() -> connection.moveTo(right));
        until(answer::isDone);
        until(() -> open.known().get());
        assertThat(open.problem().get()).isEmpty();
        Window.run(open::close);
        assertThat(answer).isCompleted();
        assertThat(drafts.unsent("")).isEmpty();
        Window.run(connection::close);
    }

    private Window show() {
        return Window.show(1100, 640, ThemeChoice.light, () -> {
            connections = new Connections(
                    then -> then.accept(Optional.of(new Search.Found(new Address("", house.url(), House.TOKEN), 1))),
                    settings,
                    elsewhere,
                    address -> LiveConnection.open(address, "test", ui),
                    ui);
            Connection connection = Objects.requireNonNull(connections.current().get());
            Outbox outbox = new Outbox(connection, drafts);
            list = new SessionListModel(connection, outbox, navigation, looked, Clock.systemUTC());
            start = new NewSessionModel(connection, outbox, drafts, navigation, null);
            SplitPane panes = new SplitPane(new SessionListPane(list), new NewSessionPane(start));
            panes.setDividerPositions(0.3);
            return panes;
        });
    }

    private Connection connection() {
        return Window.on(() -> Objects.requireNonNull(connections.current().get()));
    }

    private static BoardView rows(Connection connection) {
        return connection.board().get();
    }

    private static SessionListed only(Connection connection) {
        return rows(connection).sessions().values().iterator().next();
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Window.on(condition));
    }
}
