package dev.slipway.backend;

import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// `backend.json` and the token beside it: how every local client finds the backend and is let in. Readable by
/// the person only.
final class BackendFile {
    private static final int TOKEN_BYTES = 32;

    private final Path home;

    /// What stands in `backend.json`.
    record Address(String url, long pid, String version, String tokenFile) {}

    BackendFile(Path home) {
        this.home = home;
    }

    /// The installation's token; made the first time, and kept, so that clients stay connected over a restart.
    String token() {
        Path file = tokenFile();
        try {
            if (Files.exists(file)) {
                String token = Files.readString(file).strip();
                if (token.matches("[0-9a-f]{64}")) return token;
            }
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            String token = HexFormat.of().formatHex(random);
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
            replace(file, token);
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException("the token in " + file + " can't be used: " + e.getMessage(), e);
        }
    }

    void write(String url, String version) {
        Address address = new Address(
                url, ProcessHandle.current().pid(), version, tokenFile().toString());
        try {
            replace(home.resolve("backend.json"), Json.text(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(home.resolve("backend.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path tokenFile() {
        return home.resolve("secrets").resolve("token");
    }

    private static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
