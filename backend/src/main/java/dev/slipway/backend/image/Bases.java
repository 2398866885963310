package dev.slipway.backend.image;

import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Progress;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// Prepares and finds base layers. A commit near one that is there becomes a thin layer on top of it, on the
/// repository's current image if there is one; after [#DEEPEST] of those, one is made whole again. Layers are never
/// changed. Thread-safe.
public final class Bases implements AutoCloseable {
    /// How many layers a base has at the most.
    public static final int DEEPEST = 20;

    private final Layers layers;
    private final Systems systems;
    private final SandboxEngine engine;
    private final Map<RepositoryName, Ground> images = new ConcurrentHashMap<>();
    private final Map<String, Preparation> running = new ConcurrentHashMap<>();
    private final AtomicLong attempts = new AtomicLong();

    /// What a checkout goes on top of.
    ///
    /// @param commit what is checked out in it
    /// @param stack the keys of its layers, the lowest first; empty for nothing
    public record Ground(String commit, List<String> stack) {
        public static final Ground NONE = new Ground("", List.of());

        public Ground {
            stack = List.copyOf(stack);
        }

        boolean isBelow(LayerManifest layer) {
            return Collections.indexOfSubList(layer.below(), stack) == 0;
        }
    }

    /// Finds what is complete; nothing is changed before [#sweep].
    ///
    /// @param folder where the layers are; made if it isn't there. It must be on the file system of the
    ///     sandboxes' state folders
    public Bases(Path folder, SandboxEngine engine) {
        this.layers = new Layers(folder, engine);
        this.systems = new Systems(folder, engine);
        this.engine = engine;
    }

    /// What the layers in a folder take on disk; 0 where it isn't there. Changes nothing, and needs no running backend.
    public static long bytes(Path folder, SandboxEngine engine) {
        return Files.isDirectory(folder) ? new Layers(folder, engine).bytes() : 0;
    }

    public Systems systems() {
        return systems;
    }

    /// Deletes what a crash left half-made. To be called once, before the first [#prepare].
    public void sweep() {
        layers.sweep();
    }

    /// The base of a commit on the repository's image, or on nothing, if it is ready. Does no work.
    public Optional<PreparedBase> find(RepositoryName repository, String commit) {
        return find(repository, commit, images.getOrDefault(repository, Ground.NONE));
    }

    /// The base of a commit on that ground, if it is ready. Does no work.
    public Optional<PreparedBase> find(RepositoryName repository, String commit, Ground ground) {
        if (ground.commit().equals(commit))
            return layers.find(ground.stack().getLast()).map(this::prepared);
        return layers.find(key(repository, commit, ground.stack())).map(this::prepared);
    }

    /// Returns the base of a commit, and makes it if it isn't there. Callers who want the same at the same time
    /// wait for one preparation; an interrupt ends the waiting and not the work.
    ///
    /// @param progress what happens, in words for people
    /// @throws dev.slipway.backend.sandbox.SandboxException where a sandbox could not be had or git failed in
    /// it
    /// @throws dev.slipway.backend.git.GitRefused where the mirror doesn't hold the commit
    public PreparedBase prepare(Mirror mirror, Base base, Progress progress) throws InterruptedException {
        return prepare(mirror, base, progress, UnaryOperator.identity());
    }

    /// As [#prepare(Mirror, Base, Progress)].
    ///
    /// @param around is put around the work where this call begins it, and so sees its end whoever waits for
    /// that
    public PreparedBase prepare(Mirror mirror, Base base, Progress progress, UnaryOperator<Making> around)
            throws InterruptedException {
        Optional<PreparedBase> ready = find(mirror.name(), base.commit());
        if (ready.isPresent()) return ready.get();
        Ground image = images.getOrDefault(mirror.name(), Ground.NONE);
        boolean related = image.stack().isEmpty()
                || mirror.nearest(base.commit(), Set.of(image.commit())).isPresent();
        return prepare(mirror, base, related ? image : Ground.NONE, progress, around);
    }

    /// As above, on top of a given ground, which holds a commit of the same history or nothing.
    public PreparedBase prepare(
            Mirror mirror, Base base, Ground ground, Progress progress, UnaryOperator<Making> around)
            throws InterruptedException {
        String key = key(mirror.name(), base.commit(), ground.stack());
        Preparation preparation = running.compute(
                key,
                (k, going) -> going != null || layers.find(k).isPresent()
                        ? going
                        : Preparation.start(
                                around.apply(all -> make(k, ground.stack(), mirror, base, all)),
                                () -> running.remove(k)));
        if (preparation != null) return preparation.await(progress);
        Optional<LayerManifest> ready = layers.find(key);
        return ready.isPresent() ? prepared(ready.get()) : prepare(mirror, base, ground, progress, around);
    }

    /// What is ready and nearest to a commit whose base isn't, on that ground; empty where nothing is. Does no work.
    public Optional<Ground> nearest(Mirror mirror, String commit, Ground ground) {
        if (find(mirror.name(), commit, ground).isPresent()) return Optional.empty();
        return near(ground.stack(), mirror, commit);
    }

    /// What bases of a repository are made on from now on; [Ground#NONE] for nothing but each other.
    void image(RepositoryName repository, Ground image) {
        images.put(repository, image);
    }

    /// The layers of these keys; empty where one of them is gone.
    public Optional<List<Path>> layers(List<String> keys) {
        return layers.paths(keys);
    }

    Layers layers() {
        return layers;
    }

    /// Runs what chooses layers and writes down that it needs them, while none is deleted for being needed by nobody.
    public <T> T choosing(Choosing<T> work) throws InterruptedException {
        layers.choosing().lockInterruptibly();
        try {
            return work.choose();
        } finally {
            layers.choosing().unlock();
        }
    }

    @FunctionalInterface
    public interface Choosing<T> {
        T choose() throws InterruptedException;
    }

    /// Ends what is being prepared, and waits for that.
    @Override
    public void close() {
        List.copyOf(running.values()).forEach(Preparation::end);
    }

    /// Deletes all layers of a repository. No session may be using one of them any more.
    public void forget(RepositoryName repository) {
        images.remove(repository);
        layers.remove(layers.all().stream()
                        .filter(layer -> layer.repository().equals(repository))
                        .map(LayerManifest::key)
                        .toList())
                .forEach(layers::deleteQuietly);
    }

    private PreparedBase make(String key, List<String> stack, Mirror mirror, Base base, Progress progress)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        int files = mirror.fileCount(base.commit());
        Optional<Ground> near = near(stack, mirror, base.commit());
        List<String> below = near.map(Ground::stack).orElse(List.of());
        String what = near.isPresent()
                ? "Preparing the difference to " + near.get().commit().substring(0, 10)
                : "Preparing %,d files".formatted(files);
        progress.report(what, "");
        Path state = null;
        try {
            state = layers.making(key);
            SandboxSpec spec = new SandboxSpec(
                    "base-" + base.commit().substring(0, 12) + "-" + attempts.incrementAndGet(),
                    below.stream().map(layers::path).toList(),
                    state,
                    Limits.DEFAULT,
                    Map.of());
            try (Sandbox sandbox = engine.start(spec)) {
                String known = near.map(Ground::commit).orElse(null);
                Checkout.run(sandbox, mirror, base, known, (step, howFar) -> progress.report(what, howFar));
            }
            LayerManifest made = new LayerManifest(
                    key,
                    LayerManifest.Kind.checkout,
                    mirror.name(),
                    base.commit(),
                    below,
                    files,
                    engine.extent(SandboxSpec.upper(state)).bytes(),
                    Duration.ofNanos(System.nanoTime() - startNanos));
            layers.seal(state, made);
            return prepared(made);
        } catch (IOException e) {
            throw new UncheckedIOException("The base of " + mirror.location() + " can't be kept: " + e.getMessage(), e);
        } finally {
            if (state != null) layers.deleteQuietly(state);
        }
    }

    /// The best to go on from: the stack itself, or what was checked out on top of it.
    private Optional<Ground> near(List<String> stack, Mirror mirror, String commit) {
        Map<String, Ground> mine = new HashMap<>();
        Ground wanted = new Ground("", stack);
        for (LayerManifest layer : layers.all()) {
            if (!layer.repository().equals(mirror.name()) || layer.below().size() >= DEEPEST - 1) continue;
            boolean checkoutsOnly = layer.stack().stream()
                    .skip(stack.size())
                    .allMatch(key -> layers.find(key)
                            .filter(l -> l.kind() == LayerManifest.Kind.checkout)
                            .isPresent());
            boolean itself = layer.stack().equals(stack);
            if (itself || (wanted.isBelow(layer) && checkoutsOnly))
                mine.merge(layer.commit(), new Ground(layer.commit(), layer.stack()), Bases::shallower);
        }
        return mirror.nearest(commit, mine.keySet()).map(mine::get);
    }

    private static Ground shallower(Ground a, Ground b) {
        return a.stack().size() <= b.stack().size() ? a : b;
    }

    private PreparedBase prepared(LayerManifest layer) {
        List<Path> paths = layer.stack().stream().map(layers::path).toList();
        return new PreparedBase(layer.repository(), layer.commit(), paths, layer.files(), layer.took());
    }

    private static String key(RepositoryName repository, String commit, List<String> stack) {
        String plain = Layers.prefix(repository) + "-"
                + Integer.toHexString(repository.value().hashCode()) + "-" + commit.substring(0, 12);
        return stack.isEmpty() ? plain : plain + "-" + Fingerprint.of(stack).substring(0, 12);
    }
}
