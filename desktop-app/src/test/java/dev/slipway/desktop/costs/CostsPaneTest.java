package dev.slipway.desktop.costs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.costs.CostsModel.Content;
import dev.slipway.desktop.sessions.Listed;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.Usage;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostsPaneTest {
    private final FakeConnection connection = new FakeConnection();
    private final FakeNavigation navigation = new FakeNavigation();

    private static Costs.Line line(String name, String label, int turns, @Nullable Double usd, String... unpriced) {
        return new Costs.Line(name, label, turns, new Usage(12_000, 3_400, 90_000, 0), usd, List.of(unpriced));
    }

    private static Costs costs() {
        return new Costs(
                List.of(
                        line(
                                "session1",
                                "The dearest of all, with a title that is longer than there is room for",
                                12,
                                3.5),
                        line("session2", "Cheap", 1, 0.0042),
                        line("session9", "", 2, 0.0),
                        line("session3", "Of a model of our own", 3, null, "openai/local")),
                line("", "", 18, 3.5042, "openai/local"),
                "2026-11-01",
                List.of());
    }

    @ParameterizedTest
    @CsvSource({"light, 340", "dark, 600"})
    void aPersonSeesWhatIsDearestAndWhatHasNoPriceAndOpensIt(ThemeChoice theme, int width) {
        connection.listed(Listed.session(1, "One", SessionState.done, 1));
        connection.willAnswer(CompletableFuture.completedFuture(costs()));
        try (Window window = Window.show(width, 480, theme, () -> {
            CostsPane pane = new CostsPane(new CostsModel(connection, navigation, Clock.systemUTC()));
            pane.focusFirst();
            return pane;
        })) {
            window.picture("costs-" + theme);
            assertThat(window.lookup("#costs-total").queryAs(Label.class).getText())
                    .isEqualTo("$3.50 and more");
            assertThat(window.lookup("#costs-note").queryAs(Label.class).getText())
                    .contains("Prices as of 2026-11-01")
                    .contains("not counted: openai/local");
            window.clickOn("$3.50");
            assertThat(navigation.went).containsExactly("session session1");
            window.type(KeyCode.ENTER);
            assertThat(navigation.went).hasSize(2);
            connection.willAnswer(CompletableFuture.completedFuture(
                    new Costs(List.of(), line("", "", 0, null), "2026-11-01", List.of())));
            window.clickOn("#costs-person");
            assertThat(window.lookup("Nothing was used in this time.").tryQuery())
                    .isPresent();
        }
    }

    @Test
    void eachLineSaysWhatIsKnown() {
        connection.listed(Listed.session(1, "One", SessionState.done, 1));
        connection.willAnswer(CompletableFuture.completedFuture(costs()));
        CostsModel model = new CostsModel(connection, navigation, Clock.systemUTC());
        assertThat(model.lines().get())
                .extracting(CostLine::cost)
                .containsExactly("$3.50", "$0.0042", "$0.00", "unknown");
        assertThat(model.lines().get().getFirst().used()).isEqualTo("12 turns · 102.0k tokens in, 3.4k out");
        assertThat(model.lines().get().get(2).note()).isEqualTo("deleted");
        assertThat(model.lines().get()).extracting(CostLine::share).startsWith(1.0);
    }

    @Test
    void whyThereAreNoneIsSaid() {
        connection.willAnswer(CompletableFuture.failedFuture(new IOException("The backend doesn't answer.")));
        CostsModel model = new CostsModel(connection, navigation, Clock.systemUTC());
        assertThat(model.content().get()).isEqualTo(Content.failed);
        assertThat(model.note().get()).isEqualTo("The backend doesn't answer.");
    }
}
