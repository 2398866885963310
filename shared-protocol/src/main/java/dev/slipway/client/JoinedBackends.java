package dev.slipway.client;

import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The backends elsewhere that this person joined, with their tokens: a file that only they can read, for the terminal
/// and the desktop app alike. Blocks. Whatever fails is an [UncheckedIOException] with words for the person.
public final class JoinedBackends {
    private final Path file;

    /// @param url no slash at its end
    /// @param token secret
    public record Known(String url, String token) {
        @Override
        public String toString() {
            return "Known[url=" + url + ", token=***]";
        }
    }

    private record Content(List<Known> backends) {}

    private JoinedBackends(Path file) {
        this.file = file;
    }

    /// `$XDG_CONFIG_HOME/slipway/joined.json`, else `~/.config/slipway/joined.json`.
    public static JoinedBackends of(Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path root = config.startsWith("/")
                ? Path.of(config)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
        return new JoinedBackends(root.resolve("slipway").resolve("joined.json"));
    }

    /// The one that was joined last is last.
    public List<Known> all() {
        try {
            return Json.read(Files.readAllBytes(file), Content.class).backends();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | BadJson e) {
            throw new UncheckedIOException(
                    file + " can't be read: " + e.getMessage() + ". Mend it, or remove it and join again.",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    public Optional<Known> find(String url) {
        String wanted = bare(url);
        return all().stream().filter(known -> known.url().equals(wanted)).findFirst();
    }

    /// A token of before for the same one is forgotten.
    public void remember(String url, String token) {
        List<Known> now = others(url);
        now.add(new Known(bare(url), token));
        write(now);
    }

    /// Nothing happens where it isn't there.
    public void forget(String url) {
        List<Known> left = others(url);
        if (left.size() < all().size()) write(left);
    }

    private List<Known> others(String url) {
        List<Known> others = new ArrayList<>(all());
        others.removeIf(known -> known.url().equals(bare(url)));
        return others;
    }

    private void write(List<Known> now) {
        try {
            PrivateFile.write(file, Json.text(new Content(now)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The token can't be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private static String bare(String url) {
        return url.replaceAll("/+$", "");
    }
}
