package dev.slipway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// What a backend's process holds on to: taken when all is quiet, and compared when a fault is over.
///
/// @param pid of a JVM of this user, also this one
/// @param heapBytes that are reachable
/// @param threads the virtual ones, too, and none of those that the JVM keeps for later
/// @param files open ones, sockets and pipes among them
/// @param processes that it started and that still run, with those that they started
public record Footing(long pid, long heapBytes, long threads, long files, long processes) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern THREAD = Pattern.compile("\"tid\":[^{}]*?\"name\": *\"([^\"]*)\"");
    /// Of the JVM's own pools, which keep them for a minute.
    private static final Pattern POOLED = Pattern.compile("process reaper.*|ForkJoinPool.*");
    /// What a JVM keeps for itself of what it did: caches, carriers, jars that it opened.
    private static final long HEAP_NOISE = 12L << 20;
    private static final int NOISE = 12;

    public static Footing own() {
        return of(ProcessHandle.current().pid());
    }

    public static Footing of(long pid) {
        try {
            Path folder = Files.createTempDirectory("footing");
            try {
                return looked(pid, folder);
            } finally {
                dev.slipway.backend.files.Trees.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the process holds no more than this again.
    public void awaitRegained(String when) {
        awaitRegained(when, pid);
    }

    /// Waits until another process of the same kind holds no more than this.
    public void awaitRegained(String when, long other) {
        Awaitility.await(when)
                .dontCatchUncaughtExceptions()
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(files(other)).as("open files").isLessThanOrEqualTo(files + NOISE);
                    assertThat(processes(other)).as("processes").isLessThanOrEqualTo(processes);
                    Footing now = of(other);
                    assertThat(now.threads).as("threads").isLessThanOrEqualTo(threads + NOISE);
                    assertThat(now.heapBytes).as("heap").isLessThanOrEqualTo(heapBytes + HEAP_NOISE);
                });
    }

    private static Footing looked(long pid, Path folder) throws IOException {
        String total = asked(pid, folder, "GC.class_histogram");
        Matcher heap = TOTAL.matcher(total);
        if (!heap.find()) throw new IllegalStateException("no total in " + total);
        Path threads = folder.resolve("threads.json");
        asked(pid, folder, "Thread.dump_to_file", "-format=json", threads.toString());
        long count = THREAD.matcher(Files.readString(threads))
                .results()
                .filter(thread -> !POOLED.matcher(thread.group(1)).matches())
                .count();
        return new Footing(pid, Long.parseLong(heap.group(1)), count, files(pid), processes(pid));
    }

    private static String asked(long pid, Path folder, String... question) throws IOException {
        Path answer = folder.resolve("answer");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                "" + pid),
                        Stream.of(question))
                .toList();
        Process asking = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        if (asking.onExit().join().exitValue() != 0)
            throw new IllegalStateException(command + ": " + Files.readString(answer));
        return Files.readString(answer);
    }

    private static long files(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.count();
        }
    }

    private static long processes(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(ProcessHandle::isAlive)
                .count();
    }
}
