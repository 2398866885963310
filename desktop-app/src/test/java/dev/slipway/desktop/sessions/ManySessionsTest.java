package dev.slipway.desktop.sessions;

import static dev.slipway.desktop.sessions.Listed.NOW;
import static dev.slipway.desktop.sessions.Listed.session;
import static dev.slipway.desktop.sessions.ShownRows.laidOut;
import static dev.slipway.desktop.sessions.ShownRows.titles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.BoardView;
import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.Looked;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A list that is longer than the window.
class ManySessionsTest {
    private final FakeConnection connection = new FakeConnection();
    private Looked looked;
    private Drafts drafts;
    private SessionListModel model;

    @BeforeEach
    void open(@TempDir Path folder) {
        looked = Looked.open(folder, NOW);
        drafts = Drafts.open(folder);
    }

    @AfterEach
    void close() {
        looked.close();
        drafts.close();
    }

    @Test
    void whatIsReadStaysWhereItIsWhenRowsMove() {
        try (Window window = show(320, 400, ThemeChoice.light)) {
            Window.run(() -> {
                for (int i = 1; i <= 200; i++) connection.listed(session(i, "Session " + i, SessionState.done, i));
            });
            laidOut(window);
            scroll(window, -1234);
            String top = titles(window).getFirst();
            double before = y(window, top);
            for (int i = 190; i < 200; i++) {
                int moved = i;
                Window.run(() -> connection.listed(session(moved, "Session " + moved, SessionState.working, 0)));
            }
            assertThat(titles(window)).contains(top);
            assertThat(y(window, top)).isEqualTo(before);
        }
    }

    @Test
    void theSelectedRowStaysInSightWhereverItMoves() {
        try (Window window = show(320, 400, ThemeChoice.light)) {
            Window.run(() -> {
                for (int i = 1; i <= 200; i++) connection.listed(session(i, "Session " + i, SessionState.working, i));
                model.select(Listed.id(3));
            });
            assertThat(titles(window)).contains("Session 3");
            Window.run(() -> connection.listed(session(3, "Session 3", SessionState.done, 0)));
            assertThat(titles(window)).contains("Session 3").doesNotContain("Session 4");
        }
    }

    @Test
    void fiveThousandSessionsAreNoBurden() {
        try (Window window = show(320, 800, ThemeChoice.light)) {
            BoardView many = BoardView.EMPTY;
            for (int i = 1; i <= 5000; i++)
                many = many.apply(listing(session(i, "Session " + i, SessionState.values()[i % 7], i)));
            BoardView all = many;
            Window.run(() -> connection.lists(all));
            long[] took = new long[400];
            for (int i = 0; i < took.length; i++) {
                int turn = i;
                SessionListed next = session(1 + i * 12, "Changed " + i, SessionState.values()[(i + 2) % 7], -i);
                Window.run(() -> {
                    BoardView now = connection.board().get().apply(listing(next));
                    long began = System.nanoTime();
                    connection.lists(now);
                    took[turn] = System.nanoTime() - began;
                });
            }
            Arrays.sort(took);
            System.out.printf(
                    "one of 5,000 sessions changes: median %.2f ms, 99%% %.2f ms%n",
                    took[took.length / 2] / 1e6, took[took.length * 99 / 100] / 1e6);
            assertThat(Window.on(() -> window.lookup(".session-line").queryAll().size()))
                    .isLessThan(40);
            // A bound that a slow and busy machine keeps too.
            assertThat(took[took.length / 2]).isLessThan(50_000_000L);
            Window.run(() -> model.filter().set("changed is:working"));
            assertThat(titles(window)).allMatch(title -> title.startsWith("Changed"));
        }
    }

    private static ServerMessage.Board listing(SessionListed session) {
        return new ServerMessage.Board(FakeConnection.EPOCH, 1, 0, session);
    }

    private Window show(double width, double height, ThemeChoice theme) {
        return Window.show(width, height, theme, () -> {
            Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
            model = new SessionListModel(
                    connection, new Outbox(connection, drafts), new FakeNavigation(), looked, clock);
            return new SessionListPane(model);
        });
    }

    private static void scroll(Window window, double by) {
        Window.run(() -> javafx.event.Event.fireEvent(
                window.lookup("#sessions").query(),
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        5,
                        5,
                        5,
                        5,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        0,
                        by,
                        0,
                        by,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        null)));
    }

    private static double y(Window window, String title) {
        return Window.on(() -> {
            Bounds bounds = window.lookup(title).queryAs(Label.class).localToScene(new BoundingBox(0, 0, 1, 1));
            return bounds.getMinY();
        });
    }
}
