package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets are written for the person alone and shown to nobody.
class SecretCommandTest {
    @TempDir
    Path home;

    private record Ran(int code, String out) {}

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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.slipway.cli.SlipwayCli",
                "secret"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLIPWAY_HOME", home.toString());
        Process process = builder.start();
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
