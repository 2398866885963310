package dev.slipway.bench;

import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A model that says everything at once, to many.
final class Burst implements Benchmark {
    private static final int CLIENTS = 200;
    private static final int TOKENS = 2_000;
    private static final int WARM_UP = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "burst";
    }

    @Override
    public String about() {
        return "2,000 tokens at once until all of 200 subscribers have all of them";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Bare bare = Bare.prepare(stage);
        Samples slipway = new Samples();
        Samples limit = new Samples();
        try (Scene scene = Scene.open(stage);
                Audience audience = Audience.open(bare, CLIENTS)) {
            SessionId session = scene.workingSession();
            try (Crowd crowd = scene.crowd(session, CLIENTS)) {
                stage.say("streaming to 200 subscribers, by Slipway and by the bare server");
                for (int i = 0; i < WARM_UP + stage.times(25, 5); i++) {
                    long took = relayed(scene, session, crowd);
                    long bareTook = bare(audience);
                    if (i < WARM_UP) continue;
                    slipway.addNanos(took);
                    limit.addNanos(bareTook);
                }
            }
        }
        return List.of(Figure.of(name(), "all have all", slipway, "bare Helidon fan-out, a frame a token", limit));
    }

    private static long relayed(Scene scene, SessionId session, Crowd crowd) throws IOException, InterruptedException {
        Arrivals arrivals = new Arrivals(CLIENTS, TOKENS);
        crowd.hears(arrivals);
        scene.model().answers(to -> {
            for (int i = 0; i < TOKENS; i++) to.event(Replies.words(Arrivals.token(i)));
            for (int i = 0; i < TOKENS; i++) arrivals.sent(i);
            to.event(Replies.finish("stop")).flush();
        });
        scene.client().prompt(session, "Tell me all.");
        scene.client().awaitEvent(SessionEvent.TurnFinished.class);
        arrivals.await(PATIENCE);
        return arrivals.lastAt() - arrivals.firstSentAt();
    }

    private static long bare(Audience audience) throws IOException, InterruptedException {
        Arrivals arrivals = new Arrivals(CLIENTS, TOKENS);
        audience.hears(arrivals);
        audience.tellAll(TOKENS, arrivals);
        arrivals.await(PATIENCE);
        return arrivals.lastAt() - arrivals.firstSentAt();
    }
}
