package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.client.JoinedBackends.Known;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinedBackendsTest {
    @TempDir
    Path home;

    @Test
    void theNewestTokenOfEachIsKeptAndTheLastOneJoinedIsLast() throws IOException {
        JoinedBackends joined = JoinedBackends.of(Map.of("HOME", home.toString()));
        assertThat(joined.all()).isEmpty();
        joined.remember("https://a.example.org/", "one");
        joined.remember("https://b.example.org", "two");
        joined.remember("https://a.example.org", "three");
        assertThat(joined.all())
                .containsExactly(
                        new Known("https://b.example.org", "two"), new Known("https://a.example.org", "three"));
        assertThat(joined.find("https://b.example.org/")).contains(new Known("https://b.example.org", "two"));
        joined.forget("https://b.example.org/");
        joined.forget("https://c.example.org");
        assertThat(joined.all()).extracting(Known::token).containsExactly("three");
        Path file = home.resolve(".config/slipway/joined.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(joined.all().toString()).doesNotContain("three");
    }

    @Test
    void itIsWhereTheConfigurationIs() {
        Path config = home.resolve("config");
        JoinedBackends.of(Map.of("HOME", "/nowhere", "XDG_CONFIG_HOME", config.toString()))
                .remember("https://a.example.org", "one");
        assertThat(config.resolve("slipway/joined.json")).exists();
    }

    @Test
    void aFileThatNobodyCanReadIsNotOverwritten() throws IOException {
        JoinedBackends joined = JoinedBackends.of(Map.of("HOME", home.toString()));
        Path file = home.resolve(".config/slipway/joined.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "nonsense");
        assertThatThrownBy(joined::all).isInstanceOf(UncheckedIOException.class).hasMessageContaining("join again");
        assertThatThrownBy(() -> joined.remember("https://a.example.org", "one"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(file).hasContent("nonsense");
    }
}
