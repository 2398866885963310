package dev.slipway.bench;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// From an undo to a command that has run over the files of that moment, on repositories of several sizes.
final class Restore implements Benchmark {
    private static final int WARM_UP = 5;

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String about() {
        return "undo to an earlier turn to the first command having run over its files";
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
        for (int i = 0; i < WARM_UP; i++) restore(scene, worked, i, new Samples(), new Samples());
        stage.say("undoing");
        BareSandbox bare = new BareSandbox(stage.folder("b" + files), Start.newestLayer(scene));
        Samples answers = new Samples();
        Samples restores = new Samples();
        Samples commands = new Samples();
        for (int i = 0; i < stage.times(30, 15); i++) {
            Thread.sleep(stage.times(500, 200));
            restore(scene, worked, i, answers, restores);
            commands.addNanos(bare.run());
        }
        scene.client().delete(worked.session());
        return List.of(
                Figure.of(name(), size, restores, "bare commands: groups, overlay, ids, bwrap", commands),
                Figure.alone(name(), size + ", answered", "ms", answers));
    }

    private static void restore(Scene scene, Worked worked, int round, Samples answers, Samples restores)
            throws IOException, InterruptedException {
        Client client = scene.client();
        TurnId to = worked.turns().get(round % (Worked.TURNS - 1));
        long startedAt = System.nanoTime();
        Client.Heard undone = client.ask(new ClientMessage.UndoTurns(RequestId.fresh(), worked.session(), to));
        answers.addNanos(undone.at() - startedAt);
        client.prompt(worked.session(), "Run a command.");
        restores.addNanos(client.awaitEvent(SessionEvent.ToolFinished.class).at() - startedAt);
        client.awaitEvent(SessionEvent.TurnFinished.class);
    }
}
