package dev.slipway.bench;

import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A session that would survive a power cut.
final class Create implements Benchmark {
    private static final int WARM_UP = 20;
    private static final int PAUSE_MS = 40;

    @Override
    public String name() {
        return "create";
    }

    @Override
    public String about() {
        return "create_session to session_created, safe from a power cut";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        try (Scene scene = Scene.open(stage)) {
            scene.workingSession();
            BareCommit commit = new BareCommit(stage.folder("commits"));
            for (int i = 0; i < WARM_UP; i++) pause(scene, create(scene, new Samples()));
            stage.say("creating sessions one at a time, then back to back");
            Samples paced = new Samples();
            Samples commits = new Samples();
            for (int i = 0; i < stage.times(150, 40); i++) {
                pause(scene, create(scene, paced));
                commits.addNanos(commit.intoNewFile());
            }
            Samples dense = new Samples();
            Samples files = new Samples();
            List<SessionId> made = new ArrayList<>();
            for (int i = 0; i < stage.times(60, 20); i++) made.add(create(scene, dense));
            for (SessionId session : made) {
                scene.client().delete(session);
                files.addNanos(commit.withNewFile());
            }
            return List.of(
                    Figure.of(name(), "one at a time", paced, "one FULL commit into a new SQLite file", commits),
                    Figure.of(name(), "back to back", dense, "making the SQLite file too", files));
        }
    }

    private static SessionId create(Scene scene, Samples samples) throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        Client.Heard created = scene.client().create(scene.repository());
        samples.addNanos(created.at() - startedAt);
        return ((SessionEvent.SessionCreated) created.event()).sessionId();
    }

    /// Its sandbox is up by then, and goes.
    private static void pause(Scene scene, SessionId session) throws IOException, InterruptedException {
        Thread.sleep(PAUSE_MS);
        scene.client().delete(session);
        Thread.sleep(PAUSE_MS);
    }
}
