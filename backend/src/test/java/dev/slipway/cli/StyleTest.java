package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a backup is summed up to, and where colours are wanted.
class StyleTest {
    @Test
    void aBackupIsSummedUp() {
        var one = new BackupCommand.Progress(1, 1, 1, 2048, java.util.List.of());
        assertThat(BackupCommand.summary(one, java.nio.file.Path.of("/x")))
                .isEqualTo("Backed up 1 session and 1 repository, 2.0 kB, to /x");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        Map<String, String> terminal = Map.of("TERM", "xterm");
        assertThat(Style.of(terminal, true).coloured()).isTrue();
        assertThat(Style.of(terminal, false).coloured()).isFalse();
        assertThat(Style.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true).coloured())
                .isFalse();
        assertThat(Style.of(Map.of("TERM", "dumb"), true).coloured()).isFalse();
        assertThat(Style.of(Map.of("TERM", "dumb"), true).terminal())
                .as("what goes to it is still made harmless")
                .isTrue();
    }
}
