package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditorCommandTest {
    private static final Path FILE = Path.of("/repo/a b/{line} $(x).java");

    @Test
    void theSettingIsTakenFirst() {
        assertThat(command("subl --wait \"{file}:{line}\"", Map.of("EDITOR", "code"))
                        .open(FILE, 7))
                .containsExactly("subl", "--wait", FILE + ":7");
        assertThat(command("idea64", Map.of()).open(FILE, 7)).containsExactly("idea64", FILE.toString());
        assertThat(command("/opt/bin/idea", Map.of()).open(FILE, 7))
                .containsExactly("/opt/bin/idea", "--line", "7", FILE.toString());
    }

    @ParameterizedTest
    @CsvSource({"vim", "/usr/bin/nano -w", "hx", "emacs"})
    void anEditorForATerminalIsRefusedWithWords(String setting) {
        assertThatThrownBy(() -> command(setting, Map.of()).open(FILE, 1)).hasMessageContaining("runs in a terminal");
    }

    @Test
    void aWindowedEditorOfTheEnvironmentIsTakenAndOneForTerminalsPassedOver() {
        assertThat(command(null, Map.of("VISUAL", "vim", "EDITOR", "codium --wait"), "zed")
                        .open(FILE, 7))
                .containsExactly("codium", "--goto", FILE + ":7");
        assertThat(command(null, Map.of("EDITOR", "vim"), "zed", "kate").open(FILE, 7))
                .containsExactly("zed", FILE + ":7");
        assertThat(command(null, Map.of(), "gedit").open(FILE, 7)).containsExactly("gedit", "+7", FILE.toString());
    }

    @Test
    void withoutAnyThePersonIsToldHowToNameOne() {
        assertThatThrownBy(() -> command(null, Map.of("EDITOR", "vim")).open(FILE, 1))
                .hasMessageContaining("settings.json");
    }

    @Test
    void aNameCannotBecomeAnOption() {
        assertThatThrownBy(() -> command("code", Map.of()).open(Path.of("-rf"), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wordsArePartedAtSpacesOutsideOfQuotes() {
        assertThat(EditorCommand.words(" a  \"b c\" d\"e f\" \"\" ")).containsExactly("a", "b c", "de f", "");
    }

    private static EditorCommand command(String setting, Map<String, String> environment, String... installed) {
        return new EditorCommand(setting, environment, Set.of(installed)::contains);
    }
}
