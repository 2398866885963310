package dev.slipway.bench;

import dev.slipway.client.LocalBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A person's folder with a state folder in it, where backends are started one after the other, as the launcher does.
final class Home {
    private final Stage stage;
    private final Path folder;
    private final Map<String, String> settings;
    private final int port;

    /// @param settings model variables and the like
    Home(Stage stage, String name, Map<String, String> settings) throws IOException {
        this.stage = stage;
        this.folder = stage.folder(name);
        this.settings = settings;
        this.port = ServerProcess.freePort();
        keepWaiting(0);
        Files.writeString(folder.resolve(".gitconfig"), "[user]\n\tname = Ada\n\temail = ada@example.org\n");
    }

    /// How many sandboxes its backends keep ready; none unless this is said before they start.
    void keepWaiting(int most) throws IOException {
        configure("pool:\n  most: " + most + "\n");
    }

    /// All of the configuration that its backends have, in YAML.
    void configure(String yaml) throws IOException {
        Files.writeString(folder.resolve("slipway.yaml"), yaml);
    }

    /// The same port each time.
    ServerProcess start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(stage.serverCommand());
        command.addAll(List.of("dev.slipway.backend.Main", "--port", Integer.toString(port)));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("HOME", folder.toString());
        environment.put("SLIPWAY_HOME", state().toString());
        environment.put("SLIPWAY_CONFIG", folder.resolve("slipway.yaml").toString());
        return ServerProcess.start(command, port, environment, folder.resolve("backend.log"));
    }

    /// What clients must say first.
    String token() throws IOException, InterruptedException {
        return backend().token();
    }

    /// How its backend, which has been started, is reached.
    LocalBackend backend() throws IOException, InterruptedException {
        for (int tries = 0; tries < 1000; tries++) {
            Optional<LocalBackend> found = LocalBackend.find(state());
            if (found.isPresent()) return found.get();
            Thread.sleep(1);
        }
        throw new IOException("the backend doesn't say how it is reached");
    }

    /// Waits until its backend has looked through what it found.
    void awaitReady() throws IOException, InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create(backend().url() + "/v1/ready"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) Thread.sleep(20);
        }
    }

    /// The backend's own folder.
    Path state() {
        return folder.resolve("state");
    }
}
