package dev.slipway.bench;

import dev.slipway.backend.files.Trees;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// From nothing to a command that has run in its sandbox, on repositories of several sizes.
final class Start implements Benchmark {
    private static final int WARM_UP = 10;
    private static final int COMPARED = 50_000;

    private final int waiting;

    private Start(int waiting) {
        this.waiting = waiting;
    }

    /// Where no sandbox is kept ready.
    static Start cold() {
        return new Start(0);
    }

    /// Where one waits, since somebody has begun to type.
    static Start warm() {
        return new Start(1);
    }

    @Override
    public String name() {
        return waiting == 0 ? "start" : "start-warm";
    }

    @Override
    public String about() {
        return "create a session to its first command having run in its sandbox, "
                + (waiting == 0 ? "image there, pool empty" : "which waited since the first key was pressed");
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (Scene scene = Scene.open(stage, waiting)) {
            scene.workingSession();
            for (int files : stage.isQuick() ? List.of(1_000, COMPARED) : List.of(1_000, COMPARED, 200_000))
                figures.addAll(measured(stage, scene, files));
        }
        return figures;
    }

    private List<Figure> measured(Stage stage, Scene scene, int files) throws IOException, InterruptedException {
        String size = files / 1000 + "k files";
        stage.say("making a repository of " + size + " and its image");
        Path project = GeneratedRepository.make(stage.folder("repository-" + files), files);
        RepositoryName repository = scene.client().add(project);
        scene.model()
                .answers(Replies.inTurn(Replies.tool("bash", "{\\\"command\\\":\\\"true\\\"}"), Replies.text("Done.")));
        for (int i = 0; i < WARM_UP; i++) start(scene, repository, new Samples());
        stage.say("starting sessions");
        BareSandbox bare = new BareSandbox(stage.folder("b" + files), newestLayer(scene));
        Samples sessions = new Samples();
        Samples commands = new Samples();
        for (int i = 0; i < stage.times(30, 15); i++) {
            // Sessions are started one at a time: what follows on the last one's start is over.
            Thread.sleep(stage.times(1_000, 300));
            start(scene, repository, sessions);
            commands.addNanos(bare.run());
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(name(), size, sessions, "bare commands: groups, overlay, ids, bwrap", commands));
        if (files == COMPARED && waiting == 0) figures.add(worktrees(stage, project, size, sessions));
        return figures;
    }

    private Figure worktrees(Stage stage, Path project, String size, Samples sessions)
            throws IOException, InterruptedException {
        stage.say("git worktree add on the same repository");
        Samples worktrees = new Samples();
        for (int i = 0; i < stage.times(3, 1); i++) {
            Path tree = stage.folder("worktrees").resolve("tree-" + i);
            long startedAt = System.nanoTime();
            GeneratedRepository.run(project, "worktree", "add", "-q", "--detach", tree.toString(), "main");
            worktrees.addNanos(System.nanoTime() - startedAt);
            Trees.delete(tree);
        }
        return Figure.of(name(), size + ", another peer", sessions, "git worktree add", worktrees);
    }

    private void start(Scene scene, RepositoryName repository, Samples samples)
            throws IOException, InterruptedException {
        Client client = scene.client();
        if (waiting > 0) scene.awaitWaiting(repository);
        long startedAt = System.nanoTime();
        client.say(new ClientMessage.CreateSession(RequestId.fresh(), repository, null, null));
        SessionId session = ((SessionEvent.SessionCreated)
                        client.awaitEvent(SessionEvent.SessionCreated.class).event())
                .sessionId();
        client.say(Client.subscribe(session));
        client.prompt(session, "Run a command.");
        Client.Heard ran = client.awaitEvent(SessionEvent.ToolFinished.class);
        samples.addNanos(ran.at() - startedAt);
        client.awaitEvent(SessionEvent.TurnFinished.class);
        client.delete(session);
    }

    /// The image that was made last.
    static Path newestLayer(Scene scene) throws IOException {
        try (Stream<Path> layers = Files.list(scene.state().resolve("layers"))) {
            Path newest = layers.filter(layer -> !layer.getFileName().toString().startsWith("turn-"))
                    .max((a, b) -> Long.compare(modified(a), modified(b)))
                    .orElseThrow();
            return newest.resolve("upper/workspace");
        }
    }

    private static long modified(Path path) {
        return path.toFile().lastModified();
    }
}
