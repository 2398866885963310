package dev.slipway.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.sessions.Listed;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.Found.Mark;
import dev.slipway.protocol.SessionState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPaneTest {
    private final FakeConnection connection = new FakeConnection();
    private final FakeNavigation navigation = new FakeNavigation();
    private final ManualLater later = new ManualLater();

    @ParameterizedTest
    @CsvSource({"light, 340", "dark, 720"})
    void aPersonTypesGoesDownAndOpensWhatWasFound(ThemeChoice theme, int width) {
        connection.is(Status.State.online, "");
        connection.listed(Listed.session(1, "One", SessionState.done, 1));
        SearchModel[] model = new SearchModel[1];
        try (Window window = Window.show(width, 520, theme, () -> {
            model[0] = new SearchModel(connection, navigation, later, Clock.systemUTC());
            return new SearchPane(model[0]);
        })) {
            window.picture("search-empty-" + theme);
            assertThat(window.lookup("#search-words").queryAs(Label.class).getText())
                    .isEqualTo("Find in all sessions");
            connection.willAnswer(CompletableFuture.completedFuture(found()));
            window.clickOn("#search-field").write("needle");
            Window.run(() -> later.passes(Duration.ofSeconds(1)));
            window.picture("search-found-" + theme);
            window.type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.ENTER);
            assertThat(navigation.went).containsExactly("session session2 at turn02 Needles");

            connection.willAnswer(CompletableFuture.completedFuture(new Found(List.of(), null, true)));
            window.clickOn("#search-repository").clickOn("calc");
            Window.run(() -> later.passes(Duration.ofSeconds(1)));
            assertThat(window.lookup("#search-repository")
                            .queryAs(MenuButton.class)
                            .getText())
                    .isEqualTo("calc");
            assertThat(window.lookup("#search-words").queryAs(Label.class).getText())
                    .isEqualTo("Nothing was found");
            window.picture("search-nothing-" + theme);
        }
    }

    private static Found found() {
        return new Found(
                List.of(
                        SearchModelTest.hit(
                                1,
                                "turn01",
                                "…which is a rather long way to go before one comes to the needle in this text",
                                new Mark(58, 64)),
                        SearchModelTest.hit(2, "turn02", "Needles, سلام and 日本語", new Mark(0, 7)),
                        SearchModelTest.hit(1, "turn03", "Another needle, later in the same session", new Mark(8, 14)),
                        SearchModelTest.hit(3, null, "a needle", new Mark(2, 8))),
                null,
                false);
    }
}
