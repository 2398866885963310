package dev.slipway.backend.image;

import dev.slipway.backend.environment.Agreed;
import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.GitRefused;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Progress;
import dev.slipway.backend.image.Image.Ingredients;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.SystemRoot;
import dev.slipway.protocol.BuildId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One build of one repository's image, from the fetch to the last layer. One use, one thread.
final class ImageBuild {
    /// Over which an image is made one layer, so that there is room for sessions' own.
    static final int DEEPEST = 12;

    private final ImageParts parts;
    private final Mirror mirror;
    private final BuildId id;
    private final Optional<Image> current;
    private final BuildWay way;
    private final BuildOutput log;
    private final Consumer<String> doing;
    private final List<String> notes = new ArrayList<>();
    private final long beganNanos = System.nanoTime();
    private volatile String commit = "";

    /// @param current the image that stands
    /// @param doing told what is being done, in words for people
    ImageBuild(
            ImageParts parts,
            Mirror mirror,
            BuildId id,
            Optional<Image> current,
            BuildWay way,
            BuildOutput log,
            Consumer<String> doing) {
        this.parts = parts;
        this.mirror = mirror;
        this.id = id;
        this.current = current;
        this.way = way;
        this.log = log;
        this.doing = doing;
    }

    /// The commit that is built; empty before that is known. From any thread.
    String commit() {
        return commit;
    }

    /// The image, all of whose layers are on disk.
    ///
    /// @throws BuildFailed for what people can do something about
    /// @throws dev.slipway.backend.sandbox.SandboxException where a sandbox is lost or can't be had
    Image run() throws InterruptedException {
        fetch();
        Base base = mirror.resolve(null);
        commit = base.commit();
        Agreed agreed = parts.environments().agreed(mirror, base.commit());
        describe(base, agreed);
        if (!agreed.problems().isEmpty())
            throw new BuildFailed(
                    Environment.FILE + " can't be used: line " + String.join("; line ", agreed.problems()));
        Environment environment = agreed.environment();
        prepareSystem(environment);
        Ingredients wanted = Environments.ingredients(mirror, base.commit(), environment, Fingerprint.ofThisMachine());
        ImagePlan plan = ImagePlan.of(current, base.commit(), wanted, way);
        Bases.Ground ground =
                plan.fresh() ? Bases.Ground.NONE : current.orElseThrow().ground();
        List<String> stack = plan.checkout() ? checkOut(ground, base) : ground.stack();
        for (BuildStep step : BuildStep.values())
            if (plan.steps().contains(step) && !step.commands(environment).isEmpty())
                stack = step(step, stack, environment, wanted);
        if (stack.size() > DEEPEST) stack = flatten(stack);
        if (!plan.checkout() && plan.steps().isEmpty()) log.say("Nothing has changed.");
        if (!plan.checkout()) current.ifPresent(image -> notes.addAll(image.notes()));
        long tookMs = Duration.ofNanos(System.nanoTime() - beganNanos).toMillis();
        long bytes = parts.bases().layers().bytes(stack);
        log.say("Ready after %.1f s: %d layers, %,d kB.".formatted(tookMs / 1e3, stack.size(), bytes >> 10));
        return new Image(
                mirror.name(),
                id,
                base.commit(),
                base.name(),
                stack,
                wanted,
                agreed,
                notes.stream().distinct().toList(),
                bytes,
                parts.clock().millis(),
                tookMs);
    }

    private void prepareSystem(Environment environment) throws InterruptedException {
        if (Systems.isHost(environment)) return;
        String name = environment.base();
        if (!Systems.names().contains(name))
            throw new BuildFailed("There is no base called " + name + ". There are host, which is this machine, and "
                    + String.join(", ", Systems.names()) + ".");
        doing.accept("Preparing the system " + name + ", once for all repositories");
        parts.bases().systems().prepare(name, log);
    }

    private void fetch() throws InterruptedException {
        doing.accept("Fetching from " + mirror.location());
        try {
            mirror.fetch(Progress.NONE);
        } catch (GitRefused e) {
            log.say("Not fetched, so this is what was there before: " + e.getMessage());
        }
    }

    private void describe(Base base, Agreed agreed) {
        log.say("Building " + mirror.name() + " at " + base.name() + " (" + base.commit() + ")");
        log.say("As said by: " + agreed.reason());
        agreed.notGranted().forEach(what -> log.say("Asked for and not granted: " + what));
        if (!agreed.environment().packages().isEmpty() && Systems.isHost(agreed.environment()))
            log.say("Packages are not installed: the base is this machine's own system.");
    }

    private List<String> checkOut(Bases.Ground ground, Base base) throws InterruptedException {
        PreparedBase made = parts.bases()
                .prepare(
                        mirror,
                        base,
                        ground,
                        (what, howFar) -> doing.accept(howFar.isEmpty() ? what : what + ": " + howFar),
                        UnaryOperator.identity());
        return made.keys();
    }

    private List<String> step(BuildStep step, List<String> below, Environment environment, Ingredients wanted)
            throws InterruptedException {
        String key = key(below, environment, step, wanted);
        Layers layers = parts.bases().layers();
        List<String> stack = with(below, key);
        if (layers.find(key).isPresent()) {
            log.say(step.words() + ": done before");
            return stack;
        }
        doing.accept(step.words());
        log.say("== " + step.words());
        long began = System.nanoTime();
        Path state = null;
        try {
            state = layers.making(key);
            List<Path> lower = new ArrayList<>(parts.bases().systems().below(environment));
            lower.addAll(layers.paths(below).orElseThrow());
            SystemRoot root = Systems.isHost(environment)
                    ? SystemRoot.host
                    : step == BuildStep.packages ? SystemRoot.building : SystemRoot.layers;
            try (Sandbox sandbox =
                    parts.sandboxes().start("build-" + id, mirror.name(), lower, root, state, environment, log::say)) {
                notes.addAll(new StepRun(sandbox, step, environment, log, doing).run(commit));
            }
            seal(key, step.kind(), below, state, began);
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException("The layer can't be kept: " + e.getMessage(), e);
        } finally {
            if (state != null) layers.deleteQuietly(state);
        }
    }

    private List<String> flatten(List<String> stack) {
        doing.accept("Making one layer of " + stack.size());
        Layers layers = parts.bases().layers();
        List<String> all = new ArrayList<>(stack);
        all.add("flat");
        String key =
                Layers.prefix(mirror.name()) + "-flat-" + Fingerprint.of(all).substring(0, 16);
        if (layers.find(key).isPresent()) return List.of(key);
        long began = System.nanoTime();
        Path state = null;
        try {
            state = layers.making(key);
            flatten(layers.paths(stack).orElseThrow(), SandboxSpec.upper(state));
            seal(key, LayerManifest.Kind.flat, List.of(), state, began);
            return List.of(key);
        } catch (IOException e) {
            throw new UncheckedIOException("The layer can't be kept: " + e.getMessage(), e);
        } finally {
            if (state != null) layers.deleteQuietly(state);
        }
    }

    /// Nothing lies below what a workspace and a home show; below a root there is the system.
    private void flatten(List<Path> layers, Path into) throws IOException {
        Files.createDirectories(into);
        for (String part : List.of("workspace", "home", "root")) {
            List<Path> there = layers.stream()
                    .map(layer -> layer.resolve(part))
                    .filter(Files::isDirectory)
                    .toList();
            if (there.isEmpty()) continue;
            if (part.equals("root")) parts.engine().merge(there, into.resolve(part));
            else parts.engine().flatten(there, into.resolve(part));
        }
    }

    private void seal(String key, LayerManifest.Kind kind, List<String> below, Path state, long beganNanos)
            throws IOException {
        long bytes = parts.engine().extent(SandboxSpec.upper(state)).bytes();
        Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
        int files = mirror.fileCount(commit);
        parts.bases()
                .layers()
                .seal(state, new LayerManifest(key, kind, mirror.name(), commit, below, files, bytes, took));
    }

    /// The same for the same work on the same ground; a clean build shares nothing.
    private String key(List<String> below, Environment environment, BuildStep step, Ingredients wanted) {
        List<String> all = new ArrayList<>(below);
        all.addAll(step.commands(environment));
        all.add(wanted.ground());
        all.add(
                switch (step) {
                    case packages -> "";
                    case setup -> wanted.setup();
                    case build -> wanted.build();
                    case warm_up -> wanted.warmUp();
                });
        if (way == BuildWay.clean) all.add(id.value());
        return Layers.prefix(mirror.name()) + "-" + step.name() + "-"
                + Fingerprint.of(all).substring(0, 16);
    }

    private static List<String> with(List<String> below, String key) {
        List<String> stack = new ArrayList<>(below);
        stack.add(key);
        return stack;
    }
}
