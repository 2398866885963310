package dev.slipway.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.action.Command;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaletteModelTest {
    @TempDir
    Path folder;

    private final FakeConnection connection = new FakeConnection();
    private final List<String> ran = new ArrayList<>();
    private SettingsFile settings;
    private Drafts drafts;
    private ShellModel shell;

    private final Outside outside = new Outside() {
        @Override
        public void browse(String url) {
            ran.add("browse " + url);
        }

        @Override
        public void copy(String text) {
            ran.add("copy " + text);
        }
    };

    @BeforeEach
    void open() {
        settings = SettingsFile.open(folder);
        drafts = Drafts.open(folder);
        shell = new ShellModel(settings, drafts, outside, new ManualLater());
        shell.commands().add(Command.of("theme.dark", "View", "Dark theme", null, () -> ran.add("dark")));
        shell.commands()
                .add(Command.of("stop", "Session", "Stop the turn", "Esc", () -> {})
                        .when(() -> false));
        connection.listed(DeskModelTest.row(new SessionId("session1"), SessionState.done));
        connection.listed(
                new BoardEvent.RepositoryAdded(null, new Repository(new RepositoryName("hello"), "/home/ada/hello")));
        shell.show(connection);
        shell.toggle(ShellModel.Overlay.palette);
    }

    @AfterEach
    void close() {
        shell.close();
        settings.close();
        drafts.close();
    }

    @Test
    void everythingIsThereThatCanBeDoneNow() {
        assertThat(new PaletteModel(shell).found())
                .extracting(PaletteModel.Entry::title)
                .containsExactly("Dark theme", "Title of session1", "New session on hello");
    }

    @Test
    void wordsFindCommandsSessionsAndRepositories() {
        PaletteModel palette = new PaletteModel(shell);
        palette.typed().set("session1 hel");
        assertThat(palette.found()).extracting(PaletteModel.Entry::title).containsExactly("Title of session1");
        palette.run();
        assertThat(shell.desk().get().open().get().id()).isEqualTo(new SessionId("session1"));
        assertThat(shell.overlay().get()).isEqualTo(ShellModel.Overlay.none);
    }

    @Test
    void whatBeginsWithTheWordComesFirst() {
        PaletteModel palette = new PaletteModel(shell);
        palette.typed().set("new");
        assertThat(palette.found().getFirst().title()).isEqualTo("New session on hello");
        palette.typed().set("dar");
        palette.run();
        assertThat(ran).containsExactly("dark");
    }

    @Test
    void theChoiceGoesRound() {
        PaletteModel palette = new PaletteModel(shell);
        palette.move(-1);
        assertThat(palette.chosen().get()).isEqualTo(2);
        palette.move(1);
        assertThat(palette.chosen().get()).isZero();
        palette.typed().set("nothing like it");
        palette.move(1);
        palette.run();
        assertThat(ran).isEmpty();
    }

    @Test
    void onlyWebAndMailAddressesLeaveTheApp() {
        shell.browse("https://example.org");
        shell.browse("file:///etc/passwd");
        shell.browse("javascript:alert(1)");
        assertThat(ran).containsExactly("browse https://example.org");
        assertThat(shell.toasts().shown()).hasSize(2);
    }
}
