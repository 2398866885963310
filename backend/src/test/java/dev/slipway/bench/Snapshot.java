package dev.slipway.bench;

import dev.slipway.backend.files.Trees;
import dev.slipway.backend.image.Snapshots;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What keeping a turn's files takes, over bases of several sizes. In this process, so that it can be told to fractions
/// of a millisecond.
final class Snapshot implements Benchmark {
    private static final int COMPARED = 50_000;
    private static final int MUCH = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public String about() {
        return "keep a turn's files: ten written, or 5,000; nothing running, or a process that writes";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        Path helper = stage.target().resolve("native").resolve("slipway-sandbox");
        try (EmbeddedEngine engine =
                EmbeddedEngine.open(helper, stage.folder("probe"), EmbeddedEngine.Protection.required)) {
            for (int files : stage.isQuick() ? List.of(1_000, COMPARED) : List.of(1_000, COMPARED, 200_000))
                figures.addAll(new Ground(stage, engine, files).measured());
        }
        return figures;
    }

    /// One size of base.
    private final class Ground {
        private final Stage stage;
        private final SandboxEngine engine;
        private final int files;
        private final Path folder;
        private final Path base;
        private final Snapshots snapshots;
        private int made;

        Ground(Stage stage, SandboxEngine engine, int files) throws IOException, InterruptedException {
            this.stage = stage;
            this.engine = engine;
            this.files = files;
            this.folder = stage.folder("s" + files);
            this.snapshots = new Snapshots(Files.createDirectories(folder.resolve("layers")), engine);
            stage.say("making a base of " + files / 1000 + "k files");
            Path making = folder.resolve("making");
            try (Sandbox sandbox = engine.start(spec(List.of(), making))) {
                shell(
                        sandbox,
                        "for i in $(seq " + files / 100 + "); do mkdir $i; (cd $i; seq 100 | xargs touch); done");
            }
            base = Files.move(SandboxSpec.upper(making), folder.resolve("base"));
        }

        List<Figure> measured() throws IOException, InterruptedException {
            String size = files == COMPARED ? "" : ", " + files / 1000 + "k files";
            String little = "for i in $(seq 10); do date +%N > file$i; done";
            String much = "rm -rf many; mkdir many; cd many; seq " + MUCH + " | xargs touch";
            String runs = "while true; do date +%N > beat; sleep 0.05; done";
            stage.say("taking snapshots");
            return List.of(
                    figure("nothing running" + size, little, "", "cp -a of what was written", this::copied),
                    figure("much written" + size, much, "", "mv of a folder", this::moved),
                    figure("processes running" + size, little, runs, "cp -a of what was written", this::copied));
        }

        private Figure figure(String name, String writes, String runs, String beside, Peer peer)
                throws IOException, InterruptedException {
            Samples taken = new Samples();
            Samples others = new Samples();
            for (int i = -3; i < stage.times(40, 10); i++) {
                try (One one = new One(folder.resolve("state-" + made++))) {
                    if (!runs.isEmpty()) one.sandbox().start(Command.shell(runs, PATIENCE), null, OutputSink.NONE);
                    shell(one.sandbox(), writes);
                    long other = peer.takes(one.state);
                    Duration took = snapshots
                            .take(one.state, Snapshots.Wanted.AS_IT_IS, one)
                            .took();
                    if (i < 0) continue;
                    taken.addNanos(took.toNanos());
                    others.addNanos(other);
                }
            }
            return Figure.of(name(), name, taken, beside, others);
        }

        private long copied(Path state) throws IOException, InterruptedException {
            Path copy = folder.resolve("copy");
            long took = command("cp", "-a", SandboxSpec.upper(state).toString(), copy.toString());
            Trees.delete(copy);
            return took;
        }

        /// A rename costs the same whatever is in the folder; that of the session is mounted.
        private long moved(Path state) throws IOException, InterruptedException {
            Path other = Files.createDirectories(state.resolveSibling("other"));
            Path away = state.resolveSibling("away");
            long took = command("mv", other.toString(), away.toString());
            Trees.delete(away);
            return took;
        }

        private SandboxSpec spec(List<Path> lower, Path state) {
            return new SandboxSpec("bench-" + files + "-" + made++, lower, state, Limits.DEFAULT, Map.of());
        }

        /// A session as far as its files go.
        private final class One implements Snapshots.Live, AutoCloseable {
            private final Path state;
            private Sandbox sandbox;

            One(Path state) {
                this.state = state;
            }

            @Override
            public Sandbox sandbox() throws InterruptedException {
                if (sandbox == null) sandbox = engine.start(spec(List.of(base), state));
                return sandbox;
            }

            @Override
            public void end() {
                if (sandbox != null) sandbox.close();
                sandbox = null;
            }

            @Override
            public void close() throws IOException {
                end();
                Trees.delete(state);
                snapshots.sweep(List::of);
            }
        }
    }

    /// The same by bare commands, in nanoseconds.
    private interface Peer {
        long takes(Path state) throws IOException, InterruptedException;
    }

    private static void shell(Sandbox sandbox, String script) throws InterruptedException {
        int code = sandbox.run(Command.shell(script, PATIENCE), OutputSink.NONE).code();
        if (code != 0) throw new IllegalStateException(script + " ended with " + code);
    }

    private static long command(String... words) throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0)
            throw new IOException(String.join(" ", words) + " failed");
        return System.nanoTime() - startedAt;
    }
}
