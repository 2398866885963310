package dev.slipway.backend.crash;

import dev.slipway.client.LocalBackend;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real backend in a process of its own, over a home of its own, that can be killed.
public final class BackendProcess implements AutoCloseable {
    private final Path home;
    private final Process process;
    private final Path log;

    private BackendProcess(Path home, Path log, Process process) {
        this.home = home;
        this.log = log;
        this.process = process;
    }

    /// Ready for clients when it returns.
    ///
    /// @param root a folder of the test's: the state folder, the log and the person's HOME are in it
    /// @param settings model variables and the like
    public static BackendProcess start(PackedBackend packed, Path root, Map<String, String> settings)
            throws IOException {
        return start(packed, root, settings, 0, List.of());
    }

    /// The same on a port of its own, so that its clients find the next one, too.
    ///
    /// @param port 0 for any
    /// @param through a command that starts another one, as `prlimit` does
    public static BackendProcess start(
            PackedBackend packed, Path root, Map<String, String> settings, int port, List<String> through)
            throws IOException {
        Path home = root.resolve("state");
        Files.createDirectories(home);
        Path gitconfig = root.resolve(".gitconfig");
        if (!Files.exists(gitconfig)) Files.writeString(gitconfig, "[user]\n\tname = Ada\n\temail = ada@example.org\n");
        ProcessBuilder builder = new ProcessBuilder(command(packed, port, through)).redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(root.resolve("backend.log").toFile()));
        builder.environment().keySet().removeIf(k -> k.matches("(ANTHROPIC|OPENAI|SLIPWAY|XDG|GIT)_.*"));
        builder.environment().put("SLIPWAY_HOME", home.toString());
        builder.environment().put("HOME", root.toString());
        builder.environment().putAll(settings);
        BackendProcess started = new BackendProcess(home, root.resolve("backend.log"), builder.start());
        Awaitility.await("the backend is ready; its log is in " + root)
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> started.address().isPresent() || !started.process.isAlive());
        if (started.address().isEmpty()) throw new IllegalStateException("it ended: " + started.log());
        return started;
    }

    private static List<String> command(PackedBackend packed, int port, List<String> through) {
        List<String> command = new ArrayList<>(through);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:aot*=off",
                "-Xlog:cds*=off",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                packed.classPath()));
        command.addAll(packed.flags());
        command.addAll(List.of("dev.slipway.backend.Main", "--port", "" + port));
        return command;
    }

    /// One that the system gives to nobody who connects: who tries to reach a backend that is gone could meet itself.
    static int freePort() throws IOException {
        Random random = new Random();
        for (int i = 0; i < 100; i++) {
            int port = 20_000 + random.nextInt(10_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException e) {
                // The next one may be free.
            }
        }
        throw new IOException("no port is free");
    }

    public LocalBackend backend() {
        return address().orElseThrow();
    }

    /// What it has logged.
    public String log() throws IOException {
        return Files.readString(log);
    }

    /// What it says of itself, as JSON.
    public String status() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(backend().url() + "/v1/status"))
                .header("Authorization", "Bearer " + backend().token())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /// The folder of the session that will take a sandbox which waits. Waits until one does.
    public Path awaitWaiting() {
        Path[] found = new Path[1];
        Awaitility.await("one waits")
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    if (!status().contains("\"pool\":{\"waiting\":1,\"starting\":0")) return false;
                    try (Stream<Path> sessions = Files.list(home.resolve("sessions"))) {
                        found[0] = sessions.filter(session -> !Files.exists(session.resolve("log.db")))
                                .findAny()
                                .orElse(null);
                    }
                    return found[0] != null;
                });
        return found[0];
    }

    public long pid() {
        return process.pid();
    }

    /// As a power switch would, for the process.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private Optional<LocalBackend> address() {
        return LocalBackend.find(home).filter(b -> b.pid() == process.pid());
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) throw new IllegalStateException("the backend doesn't end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
