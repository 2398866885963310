package dev.slipway.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.action.Command;
import dev.slipway.desktop.action.Commands;
import dev.slipway.desktop.design.OwnKeys;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

class OwnKeysTest {
    @Test
    void aLetterThatWhatHasTheFocusMeansForItselfRunsNoCommand() {
        List<String> ran = new ArrayList<>();
        Commands commands = new Commands();
        commands.add(Command.of("new", "Sessions", "New session", "N", () -> ran.add("new")));
        commands.add(Command.of("changes", "Session", "Changes", "D", () -> ran.add("changes")));
        Button own = new Button("own");
        OwnKeys.claim(own, "NP");
        try (Window window = Window.show(300, 100, ThemeChoice.light, () -> new VBox(own, new Button("other")))) {
            Window.run(() -> Keys.install(window.scene(), commands, () -> false, () -> {}));
            window.clickOn("own").type(KeyCode.N).type(KeyCode.D);
            window.clickOn("other").type(KeyCode.N);
        }
        assertThat(ran).containsExactly("changes", "new");
    }
}
