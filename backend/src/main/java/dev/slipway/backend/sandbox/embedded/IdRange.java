package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The ids outside that a sandbox which builds has for its own 65,536. Source: subuid(5).
final class IdRange {
    /// Above all that systemd gives out, and below what a signed number can hold.
    private static final long OF_ROOT = 1_879_048_192L;
    private static final int WANTED = 65_536;
    private static final Path SUBUID = Path.of("/etc/subuid");

    private IdRange() {}

    /// @throws SandboxException where an ordinary user has no such range
    static long first() {
        String user = System.getProperty("user.name");
        if (user.equals("root")) return OF_ROOT;
        try {
            return first(user, Files.readAllLines(SUBUID));
        } catch (IOException e) {
            throw none(user);
        }
    }

    static long first(String user, List<String> subuid) {
        return find(user, subuid).orElseThrow(() -> none(user));
    }

    /// Of the user that this process is; empty for root, who has all ids, and where there is none.
    static Optional<Long> ofOrdinaryUser() {
        String user = System.getProperty("user.name");
        if (user.equals("root")) return Optional.empty();
        try {
            return find(user, Files.readAllLines(SUBUID));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> find(String user, List<String> subuid) {
        for (String line : subuid) {
            String[] parts = line.strip().split(":");
            if (parts.length == 3
                    && parts[0].equals(user)
                    && parts[1].matches("\\d{1,10}")
                    && parts[2].matches("\\d{1,10}")
                    && Long.parseLong(parts[2]) >= WANTED) return Optional.of(Long.parseLong(parts[1]));
        }
        return Optional.empty();
    }

    private static SandboxException none(String user) {
        return SandboxException.failed("A system can't be installed here: " + user + " has no range of " + WANTED
                + " ids. Give it one: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user);
    }
}
