package dev.slipway.bench;

import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What sessions cost in which nothing happens, and those who look at them.
final class Idle implements Benchmark {
    static final int EVENTS = 10_000;
    private static final String AT_REST_SOON = "pool: {most: 0}\nsandbox: {idle-minutes: 0.02}\n";
    private static final int FILES = 200;
    private static final int BEFORE = 300;
    /// Until a server has noticed that its clients have gone.
    private static final int GONE_MS = 3_000;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String about() {
        return "memory, threads and files of 5,000 sessions at rest and of 1,000 who follow them; what waking takes";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        try (ModelServer model = ModelServer.open()) {
            model.answers(Replies.text("Done."));
            Home home = new Home(stage, "home", Map.of("OPENAI_BASE_URL", model.url()));
            home.configure(AT_REST_SOON);
            return new Measuring(stage, home).run();
        }
    }

    /// Until all sessions of a backend are closed, but for the one that is being taken into the search. Longer than it
    /// takes until the backend looks for quiet ones again.
    static void awaitAsleep(ServerProcess backend) throws IOException, InterruptedException {
        int quiet = 0;
        for (int looks = 0; quiet < 50; looks++) {
            if (looks > 10_000) throw new IllegalStateException("the sessions don't come to rest");
            quiet = Held.openSessions(backend) > 1 ? 0 : quiet + 1;
            Thread.sleep(40);
        }
    }

    private final class Measuring {
        private final Stage stage;
        private final Home home;
        private final int sessions;
        private final int followers;
        private final List<Figure> figures = new ArrayList<>();

        Measuring(Stage stage, Home home) {
            this.stage = stage;
            this.home = home;
            this.sessions = stage.times(5_000, 1_500);
            this.followers = stage.times(1_000, 400);
        }

        List<Figure> run() throws IOException, InterruptedException {
            List<SessionId> longOnes = new ArrayList<>();
            SessionCreated like = beginning(longOnes);
            Sleepers.write(home.state(), like, BEFORE);
            for (SessionId session : longOnes) LongSession.fill(home.state(), session, EVENTS);
            Held before;
            try (ServerProcess backend = started()) {
                before = Held.by(backend);
            }
            stage.say("writing " + sessions + " sessions");
            List<SessionId> asleep = Sleepers.write(home.state(), like, sessions);
            try (ServerProcess backend = started()) {
                sessions(before, Held.by(backend));
                subscribers(backend, asleep);
                figures.addAll(new Waking(stage, home, backend, longOnes).figures());
            }
            return figures;
        }

        /// Makes the sessions that will be woken, whose backend hasn't read them afterwards.
        private SessionCreated beginning(List<SessionId> longOnes) throws IOException, InterruptedException {
            stage.say("making some sessions");
            try (ServerProcess backend = home.start();
                    Client client = Client.open(backend.port(), home.token())) {
                RepositoryName repository = client.add(GeneratedRepository.make(stage.folder("project"), FILES));
                for (int i = 0; i < stage.times(8, 4); i++)
                    longOnes.add(((SessionCreated) client.create(repository).event()).sessionId());
                SessionCreated like = (SessionCreated) client.create(repository).event();
                awaitAsleep(backend);
                return like;
            }
        }

        /// One that has taken in all sessions that it found.
        private ServerProcess started() throws IOException, InterruptedException {
            ServerProcess backend = home.start();
            home.awaitReady();
            stage.say("until all sessions are taken in and at rest");
            awaitAsleep(backend);
            return backend;
        }

        private void sessions(Held before, Held after) {
            figures.add(alone("session", "kB", after.kbEach(before, sessions)));
            figures.add(alone("session, of that in the heap", "kB", after.heapKbEach(before, sessions)));
            counts("session", before, after, sessions);
        }

        private void subscribers(ServerProcess backend, List<SessionId> asleep)
                throws IOException, InterruptedException {
            stage.say("following " + followers + " sessions at rest");
            // As many came and went before, so that what only the first of them cost isn't counted.
            following(backend, asleep, followers).close();
            awaitAsleep(backend);
            Held before = Held.by(backend);
            Held with;
            try (Crowd crowd = following(backend, asleep, followers)) {
                awaitAsleep(backend);
                with = Held.by(backend);
            }
            awaitAsleep(backend);
            Held after = Held.by(backend);
            figures.add(new Figure(
                    name(),
                    "subscriber",
                    "kB",
                    Samples.of(among(before, with, after)),
                    "bare Helidon socket",
                    Samples.of(bareSocket())));
            figures.add(alone("subscriber, of that in the heap", "kB", with.heapKbEach(before, followers)));
            counts("subscriber", before, with, followers);
        }

        /// What else the process holds changes slowly, so that it is compared with what was before and after.
        private double among(Held before, Held with, Held after) {
            return (with.kbEach(before, followers) + with.kbEach(after, followers)) / 2;
        }

        private Crowd following(ServerProcess backend, List<SessionId> asleep, int many)
                throws IOException, InterruptedException {
            String hello = Json.text(Client.hello(home.token()));
            CaughtUp all = new CaughtUp(many);
            Crowd crowd = Crowd.open(
                    backend.port(),
                    Client.PATH,
                    many,
                    who -> List.of(hello, Json.text(Client.subscribe(asleep.get(who)))),
                    all);
            all.await();
            return crowd;
        }

        private double bareSocket() throws IOException, InterruptedException {
            try (ServerProcess server = Bare.prepare(stage).start()) {
                connected(server, followers).close();
                Thread.sleep(GONE_MS);
                Held before = Held.by(server);
                Held with;
                try (Crowd crowd = connected(server, followers)) {
                    with = Held.by(server);
                }
                Thread.sleep(GONE_MS);
                return among(before, with, Held.by(server));
            }
        }

        /// Each has said a word, and heard it.
        private Crowd connected(ServerProcess server, int many) throws IOException, InterruptedException {
            CaughtUp all = new CaughtUp(many);
            List<String> hello = List.of("say {\"type\":\"caught_up\"}");
            Crowd crowd = Crowd.open(server.port(), Client.PATH, many, hello, all);
            all.await();
            return crowd;
        }

        private void counts(String what, Held before, Held after, int many) {
            figures.add(alone(what, "threads", (double) (after.threads() - before.threads()) / many));
            figures.add(alone(what, "open files", (double) (after.files() - before.files()) / many));
            figures.add(alone(what, "sockets", (double) (after.sockets() - before.sockets()) / many));
        }

        private Figure alone(String what, String unit, double value) {
            return Figure.alone(name(), what, unit, Samples.of(value));
        }
    }
}
