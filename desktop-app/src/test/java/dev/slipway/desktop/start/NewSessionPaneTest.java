package dev.slipway.desktop.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.Refusals;
import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BranchChoices;
import dev.slipway.protocol.ClientMessage.CreateSession;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryCommand.RemoveRepository;
import dev.slipway.protocol.RepositoryName;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewSessionPaneTest {
    private final FakeConnection connection = new FakeConnection();
    private final FakeNavigation navigation = new FakeNavigation();
    private Drafts drafts;
    private NewSessionModel model;
    private NewSessionPane pane;

    @BeforeEach
    void open(@TempDir Path folder) {
        drafts = Drafts.open(folder);
    }

    @AfterEach
    void close() {
        drafts.close();
    }

    @ParameterizedTest
    @CsvSource({"light, 360", "light, 900", "dark, 360", "dark, 900"})
    void itIsShownInBothThemesAndWidths(ThemeChoice theme, double width) {
        String name = "start-" + theme + "-" + (int) width;
        try (Window window = show(width, 560, theme)) {
            Window.run(() -> connection.listed(new BoardEvent.Unknown()));
            window.picture(name + "-none");
            Window.run(() -> {
                has("calc", "/home/ada/calc");
                has("web-shop", "https://github.com/a-company-with-a-long-name/web-shop-frontend.git");
                has("a-repository-with-a-name-that-is-as-long-as-they-get-" + "x".repeat(40), "/srv/long");
                pane.focusFirst();
            });
            window.picture(name);
            window.clickOn("#repository");
            window.picture(name + "-repositories");
            window.type(KeyCode.ESCAPE);
            Window.run(() -> {
                model.model().text().set("rehearsal");
                model.prompt().set("Add a --shout option to the command line.\n\nIt prints in capitals.");
                model.send();
                connection
                        .lastAsked()
                        .answer()
                        .completeExceptionally(Refusals.of(
                                ErrorCode.identity_missing,
                                "No git identity is set for you. Set user.name and user.email, then try again."));
                connection.listed(new BoardEvent.BasePreparing(
                        model.repository().chosen().get(), "abc", "laying out files, 4,000 of 9,000"));
            });
            assertThat(window.picture(name + "-refused")).isNotEmpty();
        }
    }

    @Test
    void rightToLeftWritingIsShownWhereverItBreaks() {
        String words = "إصلاح صفحة تسجيل الدخول ".repeat(20).strip();
        try (Window window = show(360, 700, ThemeChoice.light)) {
            Window.run(() -> {
                has("calc", "/home/ada/calc");
                model.prompt().set(words);
                model.send();
                connection.lastAsked().answer().completeExceptionally(Refusals.of(ErrorCode.conflict, words));
                window.scene().getRoot().layout();
            });
            window.picture("start-rtl");
            window.clickOn("#first-prompt").push(KeyCode.SHORTCUT, KeyCode.END).write(" and more");
            window.resize(500, 700);
            Window.run(() -> window.scene().getRoot().layout());
            assertThat(window.picture("start-rtl-wide")).isNotEmpty();
            assertThat(model.prompt().get()).endsWith(" and more");
        }
    }

    @Test
    void aPersonStartsASessionFromTheKeyboard() {
        try (Window window = show(900, 560, ThemeChoice.light)) {
            connection.willAnswer(
                    CompletableFuture.completedFuture(new BranchChoices("main", List.of("main", "feature/shout"))));
            Window.run(() -> {
                has("calc", "/home/ada/calc");
                pane.focusFirst();
            });
            window.write("Add a test")
                    .press(KeyCode.SHIFT)
                    .type(KeyCode.ENTER)
                    .release(KeyCode.SHIFT)
                    .write("please");
            window.clickOn("#branch");
            window.write("shout").type(KeyCode.DOWN, KeyCode.ENTER);
            assertThat(window.lookup("#branch").queryAs(TextInputControl.class).getText())
                    .isEqualTo("feature/shout");
            window.clickOn("#model").write("vendor/own-model");
            window.clickOn("#first-prompt").type(KeyCode.ENTER);
            assertThat(connection.lastAsked().command()).isInstanceOfSatisfying(CreateSession.class, c -> {
                assertThat(c.repository()).isEqualTo(new RepositoryName("calc"));
                assertThat(c.base()).isEqualTo("feature/shout");
                assertThat(c.model()).isEqualTo("vendor/own-model");
            });
            assertThat(model.prompt().get()).isEqualTo("Add a test\nplease");
        }
    }

    @Test
    void aRepositoryIsChosenByTypingAndRemovedFromTheKeyboard() {
        try (Window window = show(900, 560, ThemeChoice.light)) {
            Window.run(() -> {
                has("alpha", "/home/ada/alpha");
                has("beta", "/home/ada/beta");
            });
            window.clickOn("#repository")
                    .push(KeyCode.SHORTCUT, KeyCode.A)
                    .write("be")
                    .type(KeyCode.ENTER);
            assertThat(model.repository().chosen().get()).isEqualTo(new RepositoryName("beta"));
            window.type(KeyCode.DOWN).push(KeyCode.SHIFT, KeyCode.DELETE);
            assertThat(connection.lastAsked().command())
                    .isInstanceOfSatisfying(
                            RemoveRepository.class, c -> assertThat(c.name()).isEqualTo(new RepositoryName("beta")));
        }
    }

    private Window show(double width, double height, ThemeChoice theme) {
        connection.willAnswer(CompletableFuture.completedFuture(new ModelChoices(
                "anthropic/claude-opus-4-5",
                List.of(
                        new ModelChoices.Choice("anthropic/claude-opus-4-5", false),
                        new ModelChoices.Choice("rehearsal", true)))));
        return Window.show(width, height, theme, () -> {
            model = new NewSessionModel(connection, new Outbox(connection, drafts), drafts, navigation, null);
            pane = new NewSessionPane(model);
            return pane;
        });
    }

    private void has(String name, String location) {
        connection.listed(new BoardEvent.RepositoryAdded(null, new Repository(new RepositoryName(name), location)));
    }
}
