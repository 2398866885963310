package dev.slipway.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.settings.Settings.SavedBackend;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void whatWasChangedIsThereAtTheNextStart() {
        try (SettingsFile file = SettingsFile.open(folder)) {
            file.change(s -> s.withTheme(ThemeChoice.dark));
            file.change(s -> s.withBackends(List.of(new SavedBackend("office", "https://office:1", "secret"))));
            file.change(s -> s.withSelected("office", "session1").withWidths(300, 500));
            file.change(s -> s.withWindow(new Settings.Window(1, 2, 3, 4, true)));
        }
        try (SettingsFile file = SettingsFile.open(folder)) {
            assertThat(file.now().theme()).isEqualTo(ThemeChoice.dark);
            assertThat(file.now().backends().getFirst().token()).isEqualTo("secret");
            assertThat(file.now().selected()).containsEntry("office", "session1");
            assertThat(file.now().window().width()).isEqualTo(3);
        }
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        try (SettingsFile file = SettingsFile.open(folder)) {
            file.change(s -> s.withTheme(ThemeChoice.dark));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("settings.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatCannotBeReadIsPutAside() throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{ half");
        try (SettingsFile file = SettingsFile.open(folder)) {
            assertThat(file.now()).isEqualTo(Settings.FIRST);
            file.change(s -> s.withTheme(ThemeChoice.light));
        }
        assertThat(folder.resolve("settings.json.unreadable")).hasContent("{ half");
        try (SettingsFile file = SettingsFile.open(folder)) {
            assertThat(file.now().theme()).isEqualTo(ThemeChoice.light);
        }
    }

    @Test
    void tokensAreNotShown() {
        assertThat(new SavedBackend("office", "https://office:1", "secret").toString())
                .doesNotContain("secret");
    }

    @Test
    void theHistoryIsBoundedAndHoldsNothingTwice() {
        try (Drafts drafts = Drafts.open(folder)) {
            for (int i = 0; i < 500; i++) drafts.sent("prompt " + i % 300);
            assertThat(drafts.history()).hasSize(200).doesNotHaveDuplicates().endsWith("prompt 199");
        }
    }
}
