package dev.slipway.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.design.Avatar;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.StateDot;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kordamp.ikonli.material2.Material2AL;

class DesignTest {
    @ParameterizedTest
    @EnumSource
    void aWindowShowsControlsInEachTheme(ThemeChoice theme) {
        int[] clicks = {0};
        try (Window window = Window.show(360, 200, theme, () -> {
            StateDot dot = new StateDot();
            dot.show("working", true);
            Label title = new Label("Add a --shout option");
            title.getStyleClass().add("text-title");
            return new VBox(
                    8,
                    title,
                    dot,
                    new Avatar("Ada Lovelace"),
                    Buttons.of("Press", () -> clicks[0]++),
                    Buttons.icon(Material2AL.CLOSE, "Close", () -> {}));
        })) {
            window.clickOn("Press");
            assertThat(clicks[0]).isOne();
            assertThat(window.picture("design-" + theme)).isNotEmpty();
        }
    }
}
