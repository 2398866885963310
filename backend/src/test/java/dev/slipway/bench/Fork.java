package dev.slipway.bench;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// From a session's past to a command that has run in a fork of it, on repositories of several sizes.
final class Fork implements Benchmark {
    private static final int WARM_UP = 5;

    @Override
    public String name() {
        return "fork";
    }

    @Override
    public String about() {
        return "fork a session to the fork's first command having run in its sandbox";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (Scene scene = Scene.open(stage)) {
            scene.workingSession();
            for (int files : stage.isQuick() ? List.of(1_000, 50_000) : List.of(1_000, 50_000, 200_000))
                figures.addAll(measured(stage, scene, files));
        }
        return figures;
    }

    private List<Figure> measured(Stage stage, Scene scene, int files) throws IOException, InterruptedException {
        String size = files / 1000 + "k files";
        stage.say("making a repository of " + size + " and its image");
        Path project = GeneratedRepository.make(stage.folder("repository-" + files), files);
        RepositoryName repository = scene.client().add(project);
        Worked worked = Worked.on(scene, repository);
        scene.model().answers(Worked.commanding());
        for (int i = 0; i < WARM_UP; i++) fork(scene, worked, new Samples(), new Samples());
        stage.say("forking");
        BareSandbox bare = new BareSandbox(stage.folder("b" + files), Start.newestLayer(scene));
        Samples answers = new Samples();
        Samples forks = new Samples();
        Samples commands = new Samples();
        for (int i = 0; i < stage.times(30, 15); i++) {
            Thread.sleep(stage.times(500, 200));
            fork(scene, worked, answers, forks);
            commands.addNanos(bare.run());
        }
        scene.client().delete(worked.session());
        return List.of(
                Figure.of(name(), size, forks, "bare commands: groups, overlay, ids, bwrap", commands),
                Figure.alone(name(), size + ", answered", "ms", answers));
    }

    private static void fork(Scene scene, Worked worked, Samples answers, Samples forks)
            throws IOException, InterruptedException {
        Client client = scene.client();
        long startedAt = System.nanoTime();
        Client.Heard made = client.ask(new ClientMessage.ForkSession(
                RequestId.fresh(), worked.session(), worked.turns().get(1)));
        SessionId fork = ((SessionEvent.SessionCreated) made.event()).sessionId();
        answers.addNanos(made.at() - startedAt);
        client.say(new ClientMessage.Subscribe(fork, null, null, 0));
        client.prompt(fork, "Run a command.");
        forks.addNanos(client.awaitEvent(SessionEvent.ToolFinished.class).at() - startedAt);
        client.awaitEvent(SessionEvent.TurnFinished.class);
        client.delete(fork);
    }
}
