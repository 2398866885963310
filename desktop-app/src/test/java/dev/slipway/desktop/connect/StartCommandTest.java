package dev.slipway.desktop.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCommandTest {
    @TempDir
    Path folder;

    private Path launcher;

    @BeforeEach
    void make() throws IOException {
        Path clone = Files.createDirectory(folder.resolve("a clone"));
        launcher = Files.createFile(clone.resolve("slipway"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aLauncherThatIsNotOnThePathIsNamedWhole() {
        assertThat(StartCommand.of(Map.of("PATH", "/nowhere"), launcher.toString()))
                .isEqualTo(new StartCommand("'" + launcher + "' up", "in a terminal"));
        assertThat(StartCommand.of(Map.of(), "/home/ada/slipway/slipway").command())
                .isEqualTo("/home/ada/slipway/slipway up");
    }

    @Test
    void aLauncherThatThePathLeadsToIsCalledByItsName() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("slipway"), launcher);
        Map<String, String> environment = Map.of("PATH", "relative::/nowhere:" + bin);
        assertThat(StartCommand.of(environment, launcher.toString()).command()).isEqualTo("slipway up");
        assertThat(StartCommand.of(environment, "/another/slipway").command()).isEqualTo("/another/slipway up");
    }

    @Test
    void aPackageSaysWhereTheCommandIsUnlessThePathHasIt() {
        assertThat(StartCommand.of(Map.of("PATH", "/nowhere"), null))
                .isEqualTo(new StartCommand("./slipway up", "in a terminal, in the folder that you cloned Slipway to"));
        assertThat(StartCommand.of(Map.of("PATH", launcher.getParent().toString()), null))
                .isEqualTo(new StartCommand("slipway up", "in a terminal"));
    }
}
