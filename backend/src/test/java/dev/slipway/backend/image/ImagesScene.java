package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Mirrors;
import dev.slipway.backend.git.Progress;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Exit;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.RepositoryName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A project, and its images in real sandboxes.
abstract class ImagesScene implements BuildListener {
    /// What a command is that leaves a trace each time it runs.
    static final String COUNT = "echo x >> ~/runs.%1$s; echo ran %1$s";

    @TempDir
    Path temp;

    final List<String> told = new CopyOnWriteArrayList<>();
    final Set<String> needed = new HashSet<>();
    SandboxEngine engine;
    Mirrors mirrors;
    Bases bases;
    Images images;
    GitRepository project;
    private int sandboxes;

    @BeforeEach
    void prepare() throws IOException {
        temp = temp.toRealPath();
        engine = EmbeddedEngine.open(
                Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                temp.resolve("probe"),
                EmbeddedEngine.Protection.required);
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        project = GitRepository.withCommit(temp.resolve("project"));
        open(new Images.Room(10L << 30, 1));
    }

    /// As after a start of the backend.
    void open(Images.Room room) {
        bases = new Bases(temp.resolve("layers"), engine);
        bases.sweep();
        images = new Images(temp, parts(), this, () -> Set.copyOf(needed), room);
    }

    private ImageParts parts() {
        BuildSandboxes specs =
                (id, repository, layers, root, state, environment, refused) -> engine.start(new SandboxSpec(
                        id, layers, state, EnvironmentLimits.of(environment, Limits.DEFAULT), environment.variables()));
        return new ImageParts(engine, mirrors, bases, specs, Environments.NOTHING_SAID, InstantSource.system());
    }

    @AfterEach
    void close() {
        images.close();
        engine.close();
        mirrors.close();
    }

    void environment(String yaml) throws IOException {
        project.write(Environment.FILE, yaml);
    }

    Mirror mirror() throws InterruptedException {
        Mirror mirror = mirrors.add(null, project.folder().toString());
        mirror.fetch(Progress.NONE);
        return mirror;
    }

    RepositoryName name() {
        return new RepositoryName("project");
    }

    /// Begins a build and waits for its end.
    BuildId build(BuildWay way) throws InterruptedException {
        BuildId id = images.build(mirror(), way).orElseThrow();
        awaitEnd();
        return id;
    }

    void awaitEnd() {
        Awaitility.await("the build is over")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !images.isBuilding(name()));
    }

    Image built() throws InterruptedException {
        build(BuildWay.usual);
        assertThat(told).as(log()).noneMatch(word -> word.startsWith("failed"));
        return images.current(name()).orElseThrow();
    }

    String log() {
        try {
            return images.report().log(name(), null, 0).map(log -> log.text()).orElse("");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A sandbox over the image, as a session's.
    Sandbox session(Image image) throws InterruptedException {
        return session(bases.layers(image.layers()).orElseThrow());
    }

    Sandbox session(List<Path> layers) throws InterruptedException {
        String id = "session-" + sandboxes++;
        return engine.start(new SandboxSpec(id, layers, temp.resolve(id), Limits.DEFAULT, Map.of()));
    }

    static String run(Sandbox sandbox, String script) throws InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Exit exit = sandbox.run(Command.shell(script, Duration.ofMinutes(2)), output::writeBytes);
        String text = output.toString(StandardCharsets.UTF_8);
        assertThat(exit.code()).as("%s: %s", script, text).isZero();
        return text;
    }

    /// How often the command with this name ran for the image.
    String runs(Image image, String name) throws InterruptedException {
        try (Sandbox sandbox = session(image)) {
            return run(sandbox, "cat ~/runs." + name + " 2>/dev/null | wc -l").strip();
        }
    }

    /// The folders in which layers are.
    List<String> layerFolders() {
        List<String> all = new ArrayList<>(List.of(
                Optional.ofNullable(temp.resolve("layers").toFile().list()).orElseThrow()));
        all.sort(null);
        return all;
    }

    @Override
    public void building(RepositoryName repository, BuildId build, String commit, String message) {
        told.add("building " + message);
    }

    @Override
    public void ready(Image image) {
        told.add("ready " + image.commit());
    }

    @Override
    public void failed(RepositoryName repository, BuildId build, String commit, String message, String logEnd) {
        told.add("failed " + message + "\n" + logEnd);
    }

    @Override
    public void removed(RepositoryName repository, String message) {
        told.add("removed " + repository);
    }
}
