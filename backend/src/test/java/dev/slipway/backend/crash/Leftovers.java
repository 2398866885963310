package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// What a backend had begun when it was killed, looked for in the machine itself: none of it may be there once the
/// next one runs.
final class Leftovers {
    private final Path root;
    private final Path state;
    private final long killed;
    /// By path, which file it was: the next backend may use the name again.
    private final Map<Path, Object> halfMade = new HashMap<>();

    private Leftovers(Path root, long killed) {
        this.root = root;
        this.state = root.resolve("state");
        this.killed = killed;
    }

    /// Called when the process is gone and before the next one is started.
    ///
    /// @param root with the state folder in it; mentioned in the command lines of all that belongs to it
    /// @param killed its process id
    static Leftovers of(Path root, long killed) throws IOException {
        Leftovers left = new Leftovers(root, killed);
        for (Path layer : list(left.state.resolve("layers"))) if (name(layer).startsWith(".making-")) left.note(layer);
        for (String folder : List.of("stock", "rubbish", "egress/gates"))
            for (Path each : list(left.state.resolve(folder))) left.note(each);
        left.note(left.state.resolve("probe"));
        for (Path session : list(left.state.resolve("sessions"))) {
            if (!Files.exists(session.resolve("log.db"))) left.note(session);
            left.note(session.resolve("passing"));
        }
        return left;
    }

    void assertSwept() {
        Awaitility.await("nothing of what was killed is left")
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    assertThat(stillThere()).isEmpty();
                    assertThat(controlGroups()).isEmpty();
                    assertThat(orphans()).isEmpty();
                    assertThat(mounts()).isEmpty();
                    assertOnlyWholeLayers();
                });
    }

    private void note(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
        try {
            halfMade.put(path, identity(path));
        } catch (NoSuchFileException e) {
            // What outlived the kill for a moment has taken it away.
        }
    }

    private List<Path> stillThere() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Map.Entry<Path, Object> each : halfMade.entrySet()) {
            Path path = each.getKey();
            try {
                if (identity(path).equals(each.getValue())) all.add(path);
            } catch (NoSuchFileException e) {
                // As it should be.
            }
        }
        return all;
    }

    /// A process of the sandboxes is in one of them, so that they can't be removed before it has ended.
    private List<Path> controlGroups() throws IOException {
        List<Path> all = new ArrayList<>();
        Path groups = Path.of("/sys/fs/cgroup");
        List<Path> parents = new ArrayList<>(list(groups));
        parents.add(groups);
        for (Path parent : parents)
            for (Path group : list(parent)) if (name(group).startsWith("slipway-" + killed + "-")) all.add(group);
        return all;
    }

    /// What belongs to this root and to no process that a test has started.
    private List<String> orphans() throws IOException {
        List<String> all = new ArrayList<>();
        for (Path process : list(Path.of("/proc"))) {
            if (!name(process).matches("\\d+")) continue;
            String line = commandLine(process);
            if (line.contains(root.toString()) && !isOurs(Long.parseLong(name(process)))) all.add(line);
        }
        return all;
    }

    private static boolean isOurs(long pid) {
        ProcessHandle test = ProcessHandle.current();
        for (ProcessHandle each = ProcessHandle.of(pid).orElse(test); ; ) {
            if (each.equals(test)) return true;
            if (each.parent().isEmpty()) return !ProcessHandle.of(pid).isPresent();
            each = each.parent().get();
        }
    }

    private static String commandLine(Path process) throws IOException {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains(root.toString()))
                .toList();
    }

    /// Layers of images are whole; those of sessions are named by one.
    private void assertOnlyWholeLayers() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path session : list(state.resolve("sessions")))
            for (String file : List.of("workspace/stack", "workspace/stack.next"))
                named.addAll(keys(session.resolve(file)));
        Set<String> ofTurns = new TreeSet<>();
        for (Path layer : list(state.resolve("layers"))) {
            String name = name(layer);
            if (name.startsWith("turn-")) ofTurns.add(name);
            else if (!name.matches("\\.making-.*|system-.*"))
                assertThat(layer)
                        .satisfies(l -> assertThat(l.resolve("manifest")).exists());
        }
        assertThat(ofTurns).isEqualTo(named);
    }

    private static Set<String> keys(Path stack) throws IOException {
        Properties all = new Properties();
        try (var reader = Files.newBufferedReader(stack)) {
            all.load(reader);
        } catch (NoSuchFileException e) {
            return Set.of();
        }
        return all.values().stream()
                .flatMap(value -> Stream.of(value.toString().split(" ")))
                .filter(word -> word.startsWith("turn-"))
                .collect(Collectors.toSet());
    }

    private static Object identity(Path path) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return List.of(found.fileKey(), found.creationTime());
    }

    static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (NoSuchFileException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
