package dev.slipway.backend.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Short names for long things: equal where those are.
final class Fingerprint {
    private static final List<Path> FILES = List.of(Path.of("/etc/os-release"), Path.of("/var/lib/dpkg/status"));
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/local/bin"), Path.of("/usr/lib/jvm"), Path.of("/usr/lib/sysimage/rpm"));

    private Fingerprint() {}

    static String of(List<String> parts) {
        MessageDigest digest = digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Of what is installed on this machine, as far as its package lists and folders of programs tell.
    static String ofThisMachine() {
        List<String> parts = new ArrayList<>();
        for (Path file : FILES) {
            try {
                parts.add(HexFormat.of().formatHex(digest().digest(Files.readAllBytes(file))));
            } catch (IOException e) {
                parts.add("");
            }
        }
        for (Path folder : FOLDERS) {
            try (Stream<Path> all = Files.list(folder)) {
                all.map(Path::toString).sorted().forEach(parts::add);
            } catch (IOException e) {
                parts.add("");
            }
        }
        return of(parts);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
