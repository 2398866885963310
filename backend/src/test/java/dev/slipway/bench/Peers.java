package dev.slipway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Other programs that do what Slipway does, as far as they are on this machine.
final class Peers {
    private static final List<String> KNOWN = List.of("opencode", "claude", "codex");

    private Peers() {}

    static String line() {
        return KNOWN.stream()
                .map(peer -> peer + (isInstalled(peer) ? " is installed but has no figures yet" : " isn't installed"))
                .collect(Collectors.joining(", ", "Peers: ", "."));
    }

    private static boolean isInstalled(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
