package dev.slipway.bench;

import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// How much later than the model's byte everybody has it.
final class Relay implements Benchmark {
    private static final int CLIENTS = 200;
    private static final int PER_SECOND = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public String about() {
        return "model byte to subscriber, 50 tokens a second to 200 subscribers";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Bare bare = Bare.prepare(stage);
        int tokens = PER_SECOND * stage.times(20, 5);
        int warmUp = PER_SECOND * stage.times(6, 2);
        Samples slipway = new Samples();
        Samples limit = new Samples();
        try (Scene scene = Scene.open(stage);
                Audience audience = Audience.open(bare, CLIENTS)) {
            SessionId session = scene.workingSession();
            try (Crowd crowd = scene.crowd(session, CLIENTS)) {
                stage.say("streaming to 200 subscribers, by Slipway and by the bare server");
                relayed(scene, session, crowd, warmUp);
                bare(audience, warmUp);
                slipway = relayed(scene, session, crowd, tokens);
                limit = bare(audience, tokens);
            }
        }
        return List.of(Figure.of(name(), "token", slipway, "bare Helidon fan-out", limit));
    }

    private static Samples relayed(Scene scene, SessionId session, Crowd crowd, int tokens)
            throws IOException, InterruptedException {
        Arrivals arrivals = new Arrivals(CLIENTS, tokens);
        crowd.hears(arrivals);
        scene.model().answers(to -> {
            Pace.of(PER_SECOND, tokens, i -> {
                to.event(Replies.words(Arrivals.token(i)));
                arrivals.sent(i);
                to.flush();
            });
            to.event(Replies.finish("stop"));
        });
        scene.client().prompt(session, "Tell me all.");
        scene.client().awaitEvent(SessionEvent.TurnFinished.class);
        arrivals.await(PATIENCE);
        return arrivals.latencies();
    }

    private static Samples bare(Audience audience, int tokens) throws IOException, InterruptedException {
        Arrivals arrivals = new Arrivals(CLIENTS, tokens);
        audience.hears(arrivals);
        Pace.of(PER_SECOND, tokens, i -> audience.tell(i, arrivals));
        arrivals.await(PATIENCE);
        return arrivals.latencies();
    }
}
