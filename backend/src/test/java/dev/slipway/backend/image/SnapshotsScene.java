package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxScene;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.SnapshotId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A base of one file, and sessions over it whose files are kept.
abstract class SnapshotsScene extends SandboxScene {
    static final String MUCH = "mkdir -p much$RANDOM$RANDOM && cd much* && seq 2001 | xargs touch";

    Path layers;
    Snapshots snapshots;
    private Path base;
    private final List<Life> lives = new ArrayList<>();

    @BeforeEach
    void makeBase() throws Exception {
        layers = Files.createDirectories(temp.resolve("layers"));
        snapshots = new Snapshots(layers, engine);
        SandboxSpec making = spec();
        try (Sandbox sandbox = engine.start(making)) {
            shell(sandbox, "echo base > file");
        }
        base = Files.move(SandboxSpec.upper(making.stateFolder()), temp.resolve("base"));
    }

    @AfterEach
    void endLives() {
        lives.forEach(Life::end);
        lives.clear();
    }

    /// A session as far as its files go.
    final class Life implements Snapshots.Live {
        final Path state;
        Snapshots.Wanted wanted = Snapshots.Wanted.AS_IT_IS;
        private Sandbox sandbox;
        int started;

        Life(String name) {
            state = temp.resolve("sessions").resolve(name).resolve("workspace");
            lives.add(this);
        }

        @Override
        public Sandbox sandbox() throws InterruptedException {
            if (sandbox != null) return sandbox;
            List<Path> lower = new ArrayList<>(List.of(base));
            lower.addAll(snapshots.own(state, wanted).layers());
            SandboxSpec any = spec(lower.toArray(Path[]::new));
            sandbox = engine.start(new SandboxSpec(any.id(), lower, state, any.limits(), any.environment()));
            started++;
            return sandbox;
        }

        @Override
        public void end() {
            if (sandbox != null) sandbox.close();
            sandbox = null;
        }

        SnapshotId take() throws InterruptedException {
            return snapshots.take(state, wanted, this).id();
        }

        String run(String script) throws InterruptedException {
            Told told = shell(sandbox(), script);
            assertThat(told.exit().code()).as("%s: %s", script, told.output()).isZero();
            return told.output();
        }

        void background(String script) throws InterruptedException {
            sandbox().start(Command.shell(script, PATIENCE), null, OutputSink.NONE);
        }

        /// As one more undo would.
        void undo(String name, SnapshotId to) {
            end();
            wanted = new Snapshots.Wanted(name, to);
        }

        Life fork(SnapshotId at, String name, SnapshotId... past) throws IOException {
            Life child = new Life(name);
            Files.createDirectories(child.state.getParent());
            snapshots.fork(state, at, child.state, Set.of(past), child.wanted);
            return child;
        }

        List<Path> own() {
            return snapshots.own(state, wanted).layers();
        }
    }

    Collection<Path> states() {
        return lives.stream().map(life -> life.state).filter(Files::exists).toList();
    }

    Set<String> kept() throws IOException {
        try (Stream<Path> all = Files.list(layers)) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
