package dev.slipway.desktop.details;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.util.WaitForAsyncUtils;

/// What is to be looked at, and the way to an event.
class DetailsPaneTest {
    @ParameterizedTest
    @CsvSource({"light, 360", "dark, 560", "light, 900", "dark, 1100"})
    void figuresAndEventsAreSeen(ThemeChoice theme, int width) throws Exception {
        try (DetailsScene scene = new DetailsScene()) {
            scene.created();
            scene.turn(
                    "turn01", "Add a --shout option " + "very ".repeat(60) + "loud", new Usage(41_000, 2_000, 9, 0), 7);
            scene.turn("turn02", "漢字 שלום \u202eevil", new Usage(3_000, 900, 0, 0), 2);
            scene.happens(new SessionEvent.TitleChanged(null, "x".repeat(2000) + "\u202e\u001b"));
            try (Window window = Window.show(width, 800, theme, () -> new DetailsPane(scene.model(figures())))) {
                Window.run(() -> scene.page(1, 20));
                assertThat(window.picture("details-" + theme + "-" + width)).isNotEmpty();
                window.clickOn("Events").clickOn("#event-filter").write("title");
                ListView<?> list = window.lookup("#events").query();
                WaitForAsyncUtils.waitFor(
                        30,
                        TimeUnit.SECONDS,
                        () -> Window.on(() -> list.getItems().size() == 1));
                window.clickOn(list).type(KeyCode.HOME);
                Window.run(() -> list.getSelectionModel().select(0));
                WaitForAsyncUtils.waitForFxEvents();
                assertThat(window.lookup(".text-area")
                                .queryAs(TextInputControl.class)
                                .getText())
                        .contains("title_changed");
                window.picture("details-events-" + theme + "-" + width);
            }
        }
    }

    private static SessionDetails figures() {
        SessionDetails usual = DetailsScene.figures();
        SessionDetails.Sandbox box = usual.sandbox();
        return new SessionDetails(
                usual.usage(),
                usual.turns(),
                usual.workedMs(),
                usual.events(),
                usual.logBytes(),
                usual.createdAtMs(),
                new SessionDetails.Sandbox(
                        box.state(),
                        box.memoryLimitBytes(),
                        box.cpus(),
                        box.processLimit(),
                        box.diskLimitBytes(),
                        box.memoryUsedBytes(),
                        box.processes(),
                        box.cpusUsed(),
                        box.diskUsedBytes(),
                        List.of("The disk isn't limited on this machine; a sandbox can fill it.")));
    }
}
