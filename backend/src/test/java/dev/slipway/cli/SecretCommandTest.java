package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Terminal.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets are written for the person alone and shown to nobody.
class SecretCommandTest {
    @TempDir
    Path home;

    @Test
    void aSecretIsSetListedByNameAndRemoved() throws Exception {
        assertThat(run("", "list").out()).contains("No secrets yet");
        Ran set = run("value-of-it\n", "set", "example-token");
        assertThat(set.code()).as(set.out()).isZero();
        assertThat(set.out()).doesNotContain("value-of-it");
        Path file = home.resolve("secrets/named/example-token");
        assertThat(file).hasContent("value-of-it");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        assertThat(permissions(file.getParent().getParent())).isEqualTo("rwx------");
        assertThat(run("", "list").out()).isEqualTo("example-token\n");
        assertThat(run("", "remove", "example-token").code()).isZero();
        assertThat(file).doesNotExist();
        assertThat(run("", "remove", "example-token").code()).isEqualTo(2);
    }

    @Test
    void whatCantStandInAHeaderAndWhatIsNoNameIsRefused() throws Exception {
        assertThat(run("two\nlines\n", "set", "a").code()).isEqualTo(2);
        assertThat(run("", "set", "a").code()).isEqualTo(2);
        for (String name : List.of("../token", "A", ".new", "", "a/b"))
            assertThat(run("x", "set", name).code()).as(name).isEqualTo(2);
        assertThat(home.resolve("secrets/named")).doesNotExist();
    }

    private Ran run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("secret"));
        whole.addAll(List.of(arguments));
        return new Terminal(home, home, home).runWith(input, whole);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
