package dev.slipway.bench;

import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.List;

/// What a session adds to its model before the first word.
final class FirstToken implements Benchmark {
    private static final int TURNS = 20;

    @Override
    public String name() {
        return "first-token";
    }

    @Override
    public String about() {
        return "prompt submitted to its first token at a subscriber, the prompt durable and the sandbox ready";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Bare bare = Bare.prepare(stage);
        try (Scene scene = Scene.open(stage);
                ServerProcess echo = bare.start();
                RawSocket socket = RawSocket.open(echo.port(), Client.PATH);
                BareCall call = new BareCall(scene.model())) {
            BareCommit commit = new BareCommit(stage.folder("commits"));
            Samples acknowledged = new Samples();
            Samples token = new Samples();
            Samples limit = new Samples();
            for (int round = 0; round <= stage.times(12, 3); round++) {
                if (round == 1) stage.say("prompting");
                SessionId session = scene.workingSession();
                scene.model().answers(Replies.text("Hello."));
                for (int turn = 0; turn < TURNS; turn++) {
                    prompt(scene.client(), session, round == 0 ? null : acknowledged, round == 0 ? null : token);
                    long commitTook = commit.intoNewFile();
                    long took = echoed(socket) + commitTook + call.ask();
                    if (round > 0) limit.addNanos(took);
                }
                scene.client().delete(session);
            }
            String reference = "socket round trip + FULL commit + bare model call";
            return List.of(
                    Figure.of(name(), "first token", token, reference, limit),
                    Figure.alone(name(), "prompt acknowledged", "ms", acknowledged));
        }
    }

    private static void prompt(Client client, SessionId session, Samples acknowledged, Samples token)
            throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        client.prompt(session, "Say hello.");
        Client.Heard queued = client.awaitEvent(SessionEvent.PromptQueued.class);
        Client.Heard first = client.await("a token", heard -> heard.message() instanceof ServerMessage.Delta);
        client.awaitEvent(SessionEvent.TurnFinished.class);
        if (token == null) return;
        acknowledged.addNanos(queued.at() - startedAt);
        token.addNanos(first.at() - startedAt);
    }

    private static long echoed(RawSocket socket) throws IOException {
        long startedAt = System.nanoTime();
        socket.send("Say hello.");
        socket.read();
        return System.nanoTime() - startedAt;
    }
}
