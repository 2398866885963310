package dev.slipway.desktop.sessions;

import static dev.slipway.desktop.sessions.Listed.NOW;
import static dev.slipway.desktop.sessions.Listed.id;
import static dev.slipway.desktop.sessions.Listed.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.design.Faces;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.Looked;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.MarkCommand;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionListPaneTest {
    private final FakeConnection connection = new FakeConnection();
    private final FakeNavigation navigation = new FakeNavigation();
    private Looked looked;
    private Drafts drafts;
    private SessionListModel model;
    private SessionListPane pane;

    @BeforeEach
    void open(@TempDir Path folder) {
        looked = Looked.open(folder, NOW - 600 * 60_000L);
        drafts = Drafts.open(folder);
    }

    @AfterEach
    void close() {
        looked.close();
        drafts.close();
    }

    @ParameterizedTest
    @CsvSource({"light, 240", "light, 280", "light, 360", "dark, 240", "dark, 280", "dark, 360"})
    void sessionsAreShownInBothThemesAndAllWidths(ThemeChoice theme, double width) {
        try (Window window = show(width, 640, theme)) {
            Window.run(() -> {
                hostile();
                model.opened(id(3));
                pane.focusList();
                model.move(1);
                model.unfolded().set(true);
            });
            assertThat(window.picture("sessions-" + theme + "-" + (int) width)).isNotEmpty();
            assertThat(ShownRows.titles(window)).contains("Which of the two parsers?", "New session on calc");
        }
    }

    @Test
    void aLongTitleIsWholeInTheTooltipAlsoFromRightToLeft() {
        try (Window window = show(280, 300, ThemeChoice.light)) {
            String title = "إصلاح صفحة تسجيل الدخول ".repeat(12).strip();
            Window.run(() -> connection.listed(session(1, title, SessionState.done, 1)));
            ShownRows.laidOut(window);
            window.moveTo(".session-line");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Window.on(() -> javafx.stage.Window.getWindows().stream()
                            .anyMatch(shown -> shown instanceof Tooltip tooltip
                                    && tooltip.getText().replace('\n', ' ').startsWith(title)
                                    && tooltip.getWidth() < 600)));
        }
    }

    @ParameterizedTest
    @CsvSource({"light, 280", "dark, 360"})
    void whoIsInASessionIsSeenOnItsLine(ThemeChoice theme, double width) {
        try (Window window = show(width, 300, theme)) {
            Person ada = new Person("Ada Lovelace", "ada@example.org");
            Window.run(() -> {
                connection.says(new ServerMessage.Welcome(1, ada, "test", "m", true));
                hostile();
                connection.gathered(Map.of(
                        id(1),
                        List.of(new Present(ada, "desktop", false), here("Grace Hopper")),
                        id(3),
                        List.of(here("Alan Turing"), here("Edsger Dijkstra"), here("Barbara Liskov"), here("杜甫"))));
            });
            ShownRows.laidOut(window);
            window.picture("sessions-company-" + theme);
            assertThat(faces(window)).contains("Grace Hopper").noneMatch(names -> names.contains("Ada"));
            Window.run(() -> connection.gathered(Map.of()));
            assertThat(faces(window)).isEmpty();
        }
    }

    @Test
    void whatIsUnreadIsSeenAndMarkedByTheKeyboard() {
        try (Window window = show(280, 300, ThemeChoice.light)) {
            Window.run(() -> {
                SessionListed row = session(1, "One", SessionState.done, 1);
                connection.listed(Listed.withNews(row, 7));
                connection.listed(session(2, "Two", SessionState.done, 2));
                connection.listed(new BoardEvent.SessionSeen(null, id(1), 3));
                pane.focusList();
                model.select(id(1));
            });
            ShownRows.laidOut(window);
            window.picture("sessions-unread");
            assertThat(unread(window)).isTrue();
            window.type(KeyCode.U);
            assertThat(((MarkCommand.MarkSeen) connection.lastAsked().command()).seq())
                    .isEqualTo(7);
            Window.run(() -> connection.listed(new BoardEvent.SessionSeen(null, id(1), 7)));
            ShownRows.laidOut(window);
            assertThat(unread(window)).isFalse();
            window.type(KeyCode.U);
            assertThat(connection.lastAsked().command()).isInstanceOf(MarkCommand.MarkUnread.class);
        }
    }

    private static boolean unread(Window window) {
        return Window.on(() -> window.lookup(".unread-dot").queryAll().stream().anyMatch(javafx.scene.Node::isVisible));
    }

    private static Present here(String name) {
        return new Present(new Person(name, name.hashCode() + "@example.org"), "desktop", false);
    }

    private static List<String> faces(Window window) {
        return Window.on(() ->
                window.lookup(node -> node instanceof Faces faces && faces.isVisible()).queryAll().stream()
                        .map(node -> String.valueOf(node.getAccessibleText()))
                        .filter(names -> !names.isEmpty())
                        .toList());
    }

    @Test
    void emptyListsTeach() {
        try (Window window = show(280, 300, ThemeChoice.light)) {
            window.picture("sessions-asking");
            Window.run(() -> connection.listed(new BoardEvent.Unknown()));
            window.picture("sessions-none");
            window.clickOn("New session");
            assertThat(navigation.went).containsExactly("new session null");

            Window.run(() -> connection.listed(session(1, "One", SessionState.done, 1)));
            window.clickOn("#session-filter").write("zebra");
            window.picture("sessions-nothing-fits");
            window.type(KeyCode.ESCAPE);
            assertThat(ShownRows.titles(window)).containsExactly("One");
        }
    }

    @Test
    void theKeyboardReachesEverything() {
        try (Window window = show(320, 400, ThemeChoice.light)) {
            Window.run(() -> {
                for (int i = 1; i <= 40; i++) connection.listed(session(i, "Session " + i, SessionState.done, i));
                pane.focusList();
            });
            window.type(KeyCode.J, KeyCode.J, KeyCode.K, KeyCode.DOWN, KeyCode.ENTER);
            assertThat(navigation.went).containsExactly("session " + id(2));
            window.type(KeyCode.END);
            assertThat(ShownRows.titles(window)).contains("Session 40").doesNotContain("Session 1");
            window.type(KeyCode.HOME);
            assertThat(ShownRows.titles(window)).contains("Session 1");

            window.type(KeyCode.SLASH).write("session 17");
            assertThat(ShownRows.titles(window)).containsExactly("Session 17");
            window.type(KeyCode.ENTER);
            assertThat(navigation.went).last().isEqualTo("session " + id(17));
            window.type(KeyCode.ESCAPE, KeyCode.ESCAPE);
            window.type(KeyCode.DELETE);
            assertThat(ShownRows.titles(window)).doesNotContain("Session 17");
            window.type(KeyCode.E);
            assertThat(connection.lastAsked().command())
                    .isInstanceOfSatisfying(
                            ClientMessage.ArchiveSession.class,
                            c -> assertThat(c.sessionId()).isEqualTo(id(18)));
        }
    }

    @Test
    void aTitleIsWrittenInItsPlace() {
        try (Window window = show(320, 300, ThemeChoice.light)) {
            Window.run(() -> {
                for (int i = 1; i <= 5; i++) connection.listed(session(i, "Session " + i, SessionState.done, i));
                pane.focusList();
                model.select(id(3));
            });
            window.type(KeyCode.F2);
            window.picture("sessions-rename");
            window.write("Better");
            // Others' sessions move meanwhile.
            Window.run(() -> connection.listed(session(5, "Session 5", SessionState.working, 0)));
            Window.run(() -> connection.listed(session(3, "Session 3", SessionState.waiting, 0)));
            window.write(" words");
            assertThat(window.lookup("#session-title").queryAs(TextField.class).getText())
                    .isEqualTo("Better words");
            window.type(KeyCode.ENTER);
            assertThat(ShownRows.titles(window)).contains("Better words");
            assertThat(connection.lastAsked().command())
                    .isInstanceOfSatisfying(
                            ClientMessage.RenameSession.class,
                            c -> assertThat(c.title()).isEqualTo("Better words"));

            window.type(KeyCode.F2).write("nonsense").type(KeyCode.ESCAPE);
            assertThat(ShownRows.titles(window)).contains("Better words");
            assertThat(connection.asked).hasSize(1);
        }
    }

    @Test
    void aClickOpensAndTheMenuDeletes() {
        try (Window window = show(320, 300, ThemeChoice.dark)) {
            Window.run(() -> {
                for (int i = 1; i <= 3; i++) connection.listed(session(i, "Session " + i, SessionState.done, i));
            });
            ShownRows.laidOut(window);
            window.clickOn("Session 2");
            assertThat(navigation.went).containsExactly("session " + id(2));
            window.clickOn("Session 3", MouseButton.SECONDARY);
            window.clickOn("Delete");
            assertThat(ShownRows.titles(window)).containsExactly("Session 1", "Session 2");
            Window.run(() ->
                    Objects.requireNonNull(navigation.told.getLast().run()).run());
            assertThat(ShownRows.titles(window)).hasSize(3);

            Window.run(() -> {
                pane.focusList();
                model.select(id(1));
                javafx.event.Event.fireEvent(
                        window.lookup("#sessions").query(),
                        new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0, true, null));
            });
            window.clickOn("New session on calc");
            assertThat(navigation.went).last().isEqualTo("new session calc");
        }
    }

    private Window show(double width, double height, ThemeChoice theme) {
        return Window.show(width, height, theme, () -> {
            Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
            model = new SessionListModel(connection, new Outbox(connection, drafts), navigation, looked, clock);
            pane = new SessionListPane(model);
            return pane;
        });
    }

    private void hostile() {
        connection.listed(session(1, "Which of the two parsers?", SessionState.waiting, 4));
        connection.listed(session(2, "The build broke on a machine without a network", SessionState.failed, 90));
        connection.listed(session(3, "Add a --shout option to the command line", SessionState.working, 0));
        connection.listed(session(
                4, "Starts", "a-repository-with-a-very-long-name", "Grace Hopper", SessionState.starting, 3, false, 2));
        connection.listed(session(5, "x".repeat(300), "calc", "李 明", SessionState.done, 0, false, 30));
        connection.listed(session(6, "修复登录页面上的错误并添加测试", "web-shop", "Zoë", SessionState.done, 0, false, 700));
        connection.listed(session(7, "إصلاح صفحة تسجيل الدخول", SessionState.done, 3000));
        connection.listed(session(8, "evil\u202etxt.exe \u0007 \uD83D\uDE80 emoji", SessionState.stopped, 9000));
        connection.listed(session(9, "", SessionState.ready, 100_000));
        connection.listed(session(10, "Waits in line", "calc", "Ada", SessionState.stopped, 12, false, 5));
        connection.listed(session(11, "Put away", "calc", "Ada", SessionState.done, 0, true, 800_000));
    }
}
