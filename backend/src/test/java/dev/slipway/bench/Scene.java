package dev.slipway.bench;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A backend, a model, a client and a small repository: where most benchmarks play.
final class Scene implements AutoCloseable {
    private static final int FILES = 200;

    private final ModelServer model;
    private final Home home;
    private final ServerProcess backend;
    private final Client client;
    private final RepositoryName repository;

    private Scene(ModelServer model, Home home, ServerProcess backend, Client client, RepositoryName repository) {
        this.model = model;
        this.home = home;
        this.backend = backend;
        this.client = client;
        this.repository = repository;
    }

    static Scene open(Stage stage) throws IOException, InterruptedException {
        return open(stage, 0);
    }

    /// @param waiting sandboxes that the backend keeps ready
    static Scene open(Stage stage, int waiting) throws IOException, InterruptedException {
        stage.say("starting a backend");
        ModelServer model = ModelServer.open();
        Home home = new Home(stage, "home", Map.of("OPENAI_BASE_URL", model.url()));
        home.keepWaiting(waiting);
        ServerProcess backend = home.start();
        Client client = Client.open(backend.port(), home.token());
        RepositoryName repository = client.add(GeneratedRepository.make(stage.folder("project"), FILES));
        return new Scene(model, home, backend, client, repository);
    }

    ModelServer model() {
        return model;
    }

    ServerProcess backend() {
        return backend;
    }

    Client client() {
        return client;
    }

    RepositoryName repository() {
        return repository;
    }

    /// The backend's own folder.
    Path state() {
        return home.state();
    }

    /// A session that the client follows and whose sandbox is ready, since a command has run in it.
    SessionId workingSession() throws IOException, InterruptedException {
        SessionId session =
                ((SessionEvent.SessionCreated) client.create(repository).event()).sessionId();
        client.say(Client.subscribe(session));
        model.answers(Replies.inTurn(Replies.tool("bash", "{\\\"command\\\":\\\"true\\\"}"), Replies.text("Ready.")));
        turn(session);
        return session;
    }

    /// Types for a new session on this repository, and waits until a sandbox is ready for it.
    void awaitWaiting(RepositoryName repository) throws IOException, InterruptedException {
        HttpRequest status = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + backend.port() + "/v1/status"))
                .header("Authorization", "Bearer " + home.token())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int tries = 0; tries < 3_000; tries++) {
                if (tries % 100 == 0) client.say(ClientMessage.Typing.on(repository, null));
                String told =
                        http.send(status, HttpResponse.BodyHandlers.ofString()).body();
                if (told.contains("\"waiting\":1,\"starting\":0")) return;
                Thread.sleep(10);
            }
        }
        throw new IOException("no sandbox waits");
    }

    /// A whole turn.
    void turn(SessionId session) throws IOException, InterruptedException {
        client.prompt(session, "Go on.");
        client.awaitEvent(SessionEvent.TurnFinished.class);
    }

    /// Many who look at a session and have caught up.
    Crowd crowd(SessionId session, int clients) throws IOException, InterruptedException {
        CaughtUp all = new CaughtUp(clients);
        List<String> hello = List.of(Json.text(Client.hello(home.token())), Json.text(Client.subscribe(session)));
        Crowd crowd = Crowd.open(backend.port(), Client.PATH, clients, hello, all);
        all.await();
        return crowd;
    }

    /// One for each of these sessions, who looks at it and has caught up.
    Crowd crowd(List<SessionId> sessions) throws IOException, InterruptedException {
        CaughtUp all = new CaughtUp(sessions.size());
        String hello = Json.text(Client.hello(home.token()));
        Crowd crowd = Crowd.open(
                backend.port(),
                Client.PATH,
                sessions.size(),
                who -> List.of(hello, Json.text(Client.subscribe(sessions.get(who)))),
                all);
        all.await();
        return crowd;
    }

    @Override
    public void close() throws IOException {
        client.close();
        backend.close();
        model.close();
    }
}
