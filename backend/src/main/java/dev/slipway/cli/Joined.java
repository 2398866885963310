package dev.slipway.cli;

import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The backends elsewhere that this person joined, with their tokens: a file that only they can read.
final class Joined {
    private final Path file;

    private record Known(String url, String token) {}

    private record Content(List<Known> backends) {}

    Joined(Path file) {
        this.file = file;
    }

    /// `$XDG_CONFIG_HOME/slipway/joined.json`, else `~/.config/slipway/joined.json`.
    static Joined here() {
        Map<String, String> environment = System.getenv();
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path root = config.startsWith("/")
                ? Path.of(config)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
        return new Joined(root.resolve("slipway").resolve("joined.json"));
    }

    Optional<Address> find(String url) {
        String wanted = url.replaceAll("/+$", "");
        return read().stream().filter(k -> k.url().equals(wanted)).findFirst().map(Joined::address);
    }

    Optional<Address> newest() {
        List<Known> all = read();
        return all.isEmpty() ? Optional.empty() : Optional.of(address(all.getLast()));
    }

    /// A token of before for the same one is forgotten.
    void remember(String url, String token) {
        List<Known> all = new ArrayList<>(read());
        all.removeIf(k -> k.url().equals(url));
        all.add(new Known(url, token));
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    ".joined",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, Json.text(new Content(all)));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The token can't be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private List<Known> read() {
        if (!Files.exists(file)) return List.of();
        try {
            return Json.read(Files.readAllBytes(file), Content.class).backends();
        } catch (IOException | BadJson e) {
            throw new Exit(
                    Exit.FAILED,
                    file + " can't be read: " + e.getMessage() + ". Mend it, or remove it and join again.");
        }
    }

    private static Address address(Known known) {
        return new Address(known.url(), known.token(), "unknown");
    }
}
