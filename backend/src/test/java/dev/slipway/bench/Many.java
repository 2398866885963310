package dev.slipway.bench;

import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Whether many sessions that work at once, and one that knows no end, make each other wait.
final class Many implements Benchmark {
    /// With more, the processors are what is measured: each token costs model, backend and reader a part of them.
    private static final int EACH = 4;

    private static final int ALONE = 50;
    private static final int PROBES = 10;
    private static final int CROWD = 200;
    private static final int WARM_UP = 30;

    @Override
    public String name() {
        return "many";
    }

    @Override
    public String about() {
        return "500 sessions working at once, " + EACH
                + " tokens a second each: first token and relay beside one alone";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        Samples alone;
        Samples together;
        int sessions = stage.times(500, 100);
        try (Scene scene = Scene.open(stage)) {
            Workers workers = new Workers(scene);
            figures.addAll(new Measuring(stage, scene, workers, sessions).run());
        }
        stage.say("the same streams by the bare server");
        try (BareStreams bare = BareStreams.open(stage, sessions)) {
            bare.begin(ALONE);
            bare.during(stage.times(4, 2));
            alone = bare.during(stage.times(8, 3));
            for (int i = 1; i < sessions; i++) bare.begin(EACH);
            bare.during(stage.times(4, 2));
            together = bare.during(stage.times(10, 4));
        }
        figures.add(Figure.of(name(), "bare Helidon: relay, " + sessions + " at work", together, "one alone", alone));
        figures.add(p99("bare Helidon: relay", together, "one alone", alone));
        return figures;
    }

    private Figure p99(String what, Samples samples, String reference, Samples beside) {
        return Figure.of(
                name(),
                what + ", p99",
                Samples.of(samples.percentile(99)),
                reference + ", p99",
                Samples.of(beside.percentile(99)));
    }

    /// @param firstTokens of sessions that are prompted one after the other
    /// @param relayed tokens of all streams
    /// @param busy percent of the processors
    private record Phase(Samples firstTokens, Samples relayed, double busy) {}

    private final class Measuring {
        private final Stage stage;
        private final Scene scene;
        private final Workers workers;
        private final int sessions;
        private final List<SessionId> probes = new ArrayList<>();

        Measuring(Stage stage, Scene scene, Workers workers, int sessions) {
            this.stage = stage;
            this.scene = scene;
            this.workers = workers;
            this.sessions = sessions;
        }

        List<Figure> run() throws IOException, InterruptedException {
            for (int i = 0; i < PROBES; i++) probes.add(scene.workingSession());
            workers.answer();
            stage.say("one alone");
            for (int i = 0; i < WARM_UP; i++) workers.firstToken(probes.get(i % PROBES));
            Samples first = new Samples();
            for (int i = 0; i < stage.times(150, 40); i++) first.addNanos(workers.firstToken(probes.get(i % PROBES)));
            try (Crowd one = workers.streaming(1, ALONE)) {
                Thread.sleep(stage.times(4_000, 2_000));
                Samples relayed = workers.relayed();
                Thread.sleep(stage.times(8_000, 3_000));
                workers.relayed();
                workers.endStreams();
                return together(new Phase(first, relayed, Double.NaN));
            }
        }

        private List<Figure> together(Phase alone) throws IOException, InterruptedException {
            stage.say("starting " + sessions + " sessions, each with its sandbox");
            try (Crowd all = workers.streaming(sessions - PROBES, EACH)) {
                stage.say("all at work");
                phase(stage.times(4, 2));
                Phase together = phase(stage.times(20, 6));
                stage.say("beside a runaway session with " + CROWD + " followers");
                try (Runaway runaway = Runaway.begin(scene, CROWD)) {
                    phase(stage.times(4, 2));
                    long said = runaway.tokens();
                    long startedAt = System.nanoTime();
                    Phase beside = phase(stage.times(20, 6));
                    double perSecond = (runaway.tokens() - said) * 1e9 / (System.nanoTime() - startedAt);
                    return figures(alone, together, beside, perSecond);
                }
            }
        }

        /// Prompts one after the other while the others stream.
        private Phase phase(int seconds) throws IOException, InterruptedException {
            Samples first = new Samples();
            Processors before = Processors.now();
            Samples relayed = workers.relayed();
            long until = System.nanoTime() + seconds * 1_000_000_000L;
            for (int i = 0; System.nanoTime() < until; i++) first.addNanos(workers.firstToken(probes.get(i % PROBES)));
            workers.relayed();
            return new Phase(first, relayed, Processors.now().busySince(before));
        }

        private List<Figure> figures(Phase alone, Phase together, Phase beside, double perSecond) {
            String many = sessions + " at work";
            return List.of(
                    Figure.of(name(), "first token, " + many, together.firstTokens(), "one alone", alone.firstTokens()),
                    p99("first token, " + many, together.firstTokens(), "one alone", alone.firstTokens()),
                    Figure.of(name(), "relay, " + many, together.relayed(), "one alone", alone.relayed()),
                    p99("relay, " + many, together.relayed(), "one alone", alone.relayed()),
                    Figure.of(
                            name(),
                            "first token, beside a runaway",
                            beside.firstTokens(),
                            "without",
                            together.firstTokens()),
                    p99("first token, beside a runaway", beside.firstTokens(), "without", together.firstTokens()),
                    Figure.of(name(), "relay, beside a runaway", beside.relayed(), "without", together.relayed()),
                    p99("relay, beside a runaway", beside.relayed(), "without", together.relayed()),
                    new Figure(
                            name(),
                            "tokens relayed beside it",
                            "tokens",
                            Samples.of(beside.relayed().count()),
                            "without",
                            Samples.of(together.relayed().count())),
                    Figure.alone(name(), "the runaway's tokens a second", "tokens", Samples.of(perSecond)),
                    percent("processors in use beside it", beside.busy(), "without", together.busy()));
        }

        private Figure percent(String what, double value, String reference, double beside) {
            return new Figure(name(), what, "%", Samples.of(value), reference, Samples.of(beside));
        }
    }
}
