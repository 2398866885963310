package dev.slipway.client;

import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The backend that runs on this machine for this person, as `backend.json` tells. Holds its token.
///
/// @param url `http://127.0.0.1:PORT`
public record LocalBackend(String url, long pid, String version, String token) {

    private record Address(String url, long pid, String version, String tokenFile) {}

    /// `$SLIPWAY_HOME`, else `$XDG_STATE_HOME/slipway`, else `~/.local/state/slipway`.
    public static Path home(Map<String, String> environment) {
        String direct = environment.getOrDefault("SLIPWAY_HOME", "");
        if (!direct.isBlank()) return Path.of(direct).toAbsolutePath().normalize();
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path root = state.startsWith("/")
                ? Path.of(state)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local", "state");
        return root.resolve("slipway");
    }

    /// Empty where none runs: no file, or one that a killed backend left.
    public static Optional<LocalBackend> find(Path home) {
        try {
            Address address = Json.read(Files.readString(home.resolve("backend.json")), Address.class);
            if (!ProcessHandle.of(address.pid()).filter(LocalBackend::mayBeOne).isPresent()) return Optional.empty();
            String token = Files.readString(Path.of(address.tokenFile())).strip();
            return Optional.of(new LocalBackend(address.url(), address.pid(), address.version(), token));
        } catch (IOException | BadJson e) {
            return Optional.empty();
        }
    }

    /// A killed backend's number may by now be another process's.
    private static boolean mayBeOne(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> Path.of(command).endsWith("java"))
                        .orElse(true);
    }

    @Override
    public String toString() {
        return "LocalBackend[url=" + url + ", pid=" + pid + ", version=" + version + ", token=***]";
    }
}
