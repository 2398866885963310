package dev.slipway.bench;

import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A whole turn that changes a file.
final class Edit implements Benchmark {
    private static final int TURNS = 10;
    private static final int CALLS = 3;
    private static final int TOOLS = 2;

    @Override
    public String name() {
        return "edit";
    }

    @Override
    public String about() {
        return "a whole turn: 3 model calls, 2 tools in the sandbox, a commit delivered";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        try (Scene scene = Scene.open(stage);
                BareCall call = new BareCall(scene.model())) {
            Path lower = stage.folder("lower");
            BareSandbox sandbox = new BareSandbox(stage.folder("b"), lower);
            Samples turns = new Samples();
            Samples parts = new Samples();
            for (int round = 0; round <= stage.times(8, 2); round++) {
                if (round == 1) stage.say("editing");
                SessionId session = scene.workingSession();
                for (int turn = 0; turn < TURNS; turn++) {
                    scene.model().answers(editing());
                    long took = turn(scene, session);
                    scene.model().answers(Replies.text("Done."));
                    long parted = parts(call, sandbox);
                    if (round == 0) continue;
                    turns.addNanos(took);
                    parts.addNanos(parted);
                }
                scene.client().delete(session);
            }
            return List.of(Figure.of(name(), "turn", turns, "3 bare model calls + 2 bare sandboxes", parts));
        }
    }

    private static ModelServer.Answer editing() {
        String content = "{\\\"path\\\":\\\"note.txt\\\",\\\"content\\\":\\\"At " + System.nanoTime() + "\\\"}";
        return Replies.inTurn(
                Replies.tool("write", content),
                Replies.tool("bash", "{\\\"command\\\":\\\"cat note.txt\\\"}"),
                Replies.text("Done."));
    }

    private static long turn(Scene scene, SessionId session) throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        scene.client().prompt(session, "Write the time down.");
        long endedAt =
                scene.client().awaitEvent(SessionEvent.TurnFinished.class).at();
        return endedAt - startedAt;
    }

    private static long parts(BareCall call, BareSandbox sandbox) throws IOException, InterruptedException {
        long took = 0;
        for (int i = 0; i < CALLS; i++) took += call.ask();
        for (int i = 0; i < TOOLS; i++) took += sandbox.run();
        return took;
    }
}
