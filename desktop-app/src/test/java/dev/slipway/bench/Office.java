package dev.slipway.bench;

import dev.slipway.client.LocalBackend;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A person's folder with sessions in it, a model, and a backend that can be ended and started again in it. Closed
/// with all that.
final class Office implements AutoCloseable {
    private static final int FILES = 200;

    private final ModelServer model;
    private final Home home;
    private final RepositoryName repository;
    private ServerProcess backend;

    private Office(ModelServer model, Home home, ServerProcess backend, RepositoryName repository) {
        this.model = model;
        this.home = home;
        this.backend = backend;
        this.repository = repository;
    }

    static Office open(Stage stage) throws IOException, InterruptedException {
        stage.say("starting a backend");
        ModelServer model = ModelServer.open();
        Home home = new Home(stage, "home", Map.of("OPENAI_BASE_URL", model.url()));
        ServerProcess backend = home.start();
        try (Client client = Client.open(backend.port(), home.token())) {
            RepositoryName repository = client.add(GeneratedRepository.make(stage.folder("project"), FILES));
            return new Office(model, home, backend, repository);
        }
    }

    ModelServer model() {
        return model;
    }

    /// The person's own.
    Path folder() {
        return state().getParent();
    }

    /// The backend's own folder.
    Path state() {
        return home.state();
    }

    Client client() throws IOException, InterruptedException {
        return Client.open(backend.port(), home.token());
    }

    LocalBackend backend() throws IOException {
        return LocalBackend.find(state()).orElseThrow(() -> new IOException("there is no backend"));
    }

    /// A session with one turn, in which a command ran.
    SessionId session(String title) throws IOException, InterruptedException {
        try (Client client = client()) {
            SessionId session =
                    ((SessionEvent.SessionCreated) client.create(repository).event()).sessionId();
            client.say(Client.subscribe(session));
            model.answers(
                    Replies.inTurn(Replies.tool("bash", "{\\\"command\\\":\\\"true\\\"}"), Replies.text("Done.")));
            client.prompt(session, title);
            client.awaitEvent(SessionEvent.TurnFinished.class);
            client.say(new ClientMessage.RenameSession(RequestId.fresh(), session, title));
            client.awaitEvent(SessionEvent.TitleChanged.class);
            return session;
        }
    }

    void endBackend() {
        backend.close();
    }

    void startBackend() throws IOException, InterruptedException {
        backend = home.start();
        home.token();
    }

    @Override
    public void close() throws IOException {
        backend.close();
        model.close();
    }
}
