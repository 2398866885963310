package dev.slipway.bench;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// `kill -9` while the model speaks.
final class Crash implements Benchmark {
    private static final int PER_SECOND = 100;
    private static final int FOR_EVER = 1_000_000;
    private static final int FILES = 200;

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public String about() {
        return "kill -9 in mid-stream: process start to the session going on, and shown characters missing then";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Bare bare = Bare.prepare(stage);
        Samples goingOn = new Samples();
        Samples token = new Samples();
        Samples lost = new Samples();
        Samples bareStart = new Samples();
        try (ModelServer model = ModelServer.open()) {
            model.answers(to -> Pace.of(PER_SECOND, FOR_EVER, i -> {
                to.event(Replies.words(Arrivals.token(i)));
                to.flush();
            }));
            Home home = new Home(stage, "home", Map.of("OPENAI_BASE_URL", model.url()));
            RepositoryName repository = add(stage, home);
            stage.say("killing backends");
            for (int i = 0; i < stage.times(15, 4); i++) {
                Shown shown = killed(home, repository, 100 + 7 * i);
                resumed(home, shown, goingOn, token);
                lost.add(shown.missing());
                try (ServerProcess server = bare.start()) {
                    bareStart.add(server.startMs());
                }
            }
        }
        String reference = "bare Helidon, process start to first 200";
        return List.of(
                Figure.of(name(), "going on", goingOn, reference, bareStart),
                Figure.of(name(), "next token", token, reference, bareStart),
                Figure.alone(name(), "lost", "characters", lost));
    }

    private static RepositoryName add(Stage stage, Home home) throws IOException, InterruptedException {
        try (ServerProcess backend = home.start();
                Client client = Client.open(backend.port(), home.token())) {
            return client.add(GeneratedRepository.make(stage.folder("project"), FILES));
        }
    }

    /// What a client had been shown when the backend was gone.
    private static Shown killed(Home home, RepositoryName repository, int tokens)
            throws IOException, InterruptedException {
        try (ServerProcess backend = home.start();
                Client client = Client.open(backend.port(), home.token())) {
            SessionId session =
                    ((SessionEvent.SessionCreated) client.create(repository).event()).sessionId();
            Shown shown = new Shown(session);
            client.say(Client.subscribe(session));
            client.prompt(session, "Tell me all.");
            client.await("enough text", heard -> {
                shown.take(heard.message());
                return shown.length() >= tokens * Arrivals.WIDTH;
            });
            backend.kill();
            client.rest().forEach(heard -> shown.take(heard.message()));
            return shown;
        }
    }

    private static void resumed(Home home, Shown shown, Samples goingOn, Samples token)
            throws IOException, InterruptedException {
        try (ServerProcess backend = home.start();
                Client client = Client.open(backend.port(), home.token())) {
            client.say(new ClientMessage.Subscribe(shown.session(), shown.epoch(), shown.seq(), null));
            Client.Heard next = client.await("a new event", heard -> shown.isNew(heard.message()));
            goingOn.addNanos(next.at() - backend.startedAt());
            shown.takeAgain(next.message());
            Client.Heard delta = client.await("a new token", heard -> shown.takeAgain(heard.message()));
            token.addNanos(delta.at() - backend.startedAt());
            client.delete(shown.session());
        }
    }
}
