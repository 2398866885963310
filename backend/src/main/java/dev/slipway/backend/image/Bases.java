package dev.slipway.backend.image;

import dev.slipway.backend.files.Trees;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Prepares and finds base layers. A commit near one that is there becomes a thin layer on top of it; after
/// [#DEEPEST] of those, one is made whole again. Layers are never changed, and deleted only by [#forget].
/// Thread-safe.
public final class Bases {
    /// How many layers a base has at the most.
    public static final int DEEPEST = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Bases.class);
    private static final String MAKING = ".making-";

    private final Path folder;
    private final SandboxEngine engine;
    private final Map<String, LayerManifest> complete = new ConcurrentHashMap<>();
    private final Map<String, Preparation> running = new ConcurrentHashMap<>();
    private final AtomicLong attempts = new AtomicLong();

    /// Finds what is complete; nothing is changed before [#sweep].
    ///
    /// @param folder where the layers are; made if it isn't there. It must be on the file system of the
    /// sandboxes'
    ///     state folders
    public Bases(Path folder, SandboxEngine engine) {
        this.folder = folder;
        this.engine = engine;
        try {
            Files.createDirectories(folder);
            List<LayerManifest> found = new ArrayList<>();
            for (Path path : content()) LayerManifest.read(path).ifPresent(found::add);
            Set<String> keys = found.stream().map(LayerManifest::key).collect(Collectors.toSet());
            for (LayerManifest layer : found) if (keys.containsAll(layer.below())) complete.put(layer.key(), layer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes what a crash left half-made. To be called once, before the first [#prepare].
    public void sweep() {
        try {
            for (Path path : content()) {
                String name = path.getFileName().toString();
                if (!complete.containsKey(name) && !SealedLayers.owns(name)) Trees.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The base of a commit if it is ready. Does no work.
    public Optional<PreparedBase> find(RepositoryName repository, String commit) {
        return Optional.ofNullable(complete.get(key(repository, commit))).map(this::prepared);
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
        String key = key(mirror.name(), base.commit());
        Preparation preparation = running.compute(
                key,
                (k, going) -> going != null || complete.containsKey(k)
                        ? going
                        : Preparation.start(around.apply(all -> make(k, mirror, base, all)), () -> running.remove(k)));
        if (preparation != null) return preparation.await(progress);
        LayerManifest ready = complete.get(key);
        return ready != null ? prepared(ready) : prepare(mirror, base, progress, around);
    }

    /// Deletes all bases of a repository. No session may be using one of them any more.
    public void forget(RepositoryName repository) {
        for (LayerManifest layer : List.copyOf(complete.values())) {
            if (!layer.repository().equals(repository)) continue;
            complete.remove(layer.key());
            try {
                Path leaving = folder.resolve(MAKING + attempts.incrementAndGet() + "-" + layer.key());
                Files.move(folder.resolve(layer.key()), leaving);
                Trees.delete(leaving);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private PreparedBase make(String key, Mirror mirror, Base base, Progress progress) throws InterruptedException {
        long startNanos = System.nanoTime();
        int files = mirror.fileCount(base.commit());
        Optional<LayerManifest> near = near(mirror, base.commit());
        List<String> below = near.map(this::withBelow).orElse(List.of());
        String what = near.isPresent()
                ? "Preparing the difference to " + near.get().commit().substring(0, 10)
                : "Preparing %,d files".formatted(files);
        progress.report(what, "");
        Path state = folder.resolve(MAKING + attempts.incrementAndGet() + "-" + key);
        try {
            Files.createDirectories(state);
            SandboxSpec spec = new SandboxSpec(
                    "base-" + base.commit().substring(0, 12) + "-" + attempts.get(),
                    below.stream().map(this::layer).toList(),
                    state,
                    Limits.DEFAULT,
                    Map.of());
            try (Sandbox sandbox = engine.start(spec)) {
                String known = near.map(LayerManifest::commit).orElse(null);
                Checkout.run(sandbox, mirror, base, known, (step, howFar) -> progress.report(what, howFar));
            }
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            LayerManifest made = new LayerManifest(key, mirror.name(), base.commit(), below, files, took);
            seal(state, made);
            complete.put(key, made);
            return prepared(made);
        } catch (IOException e) {
            throw new UncheckedIOException("The base of " + mirror.location() + " can't be kept: " + e.getMessage(), e);
        } finally {
            deleteQuietly(state);
        }
    }

    /// The sandbox is gone and its mount with it, so the folder that it wrote to can become the layer by its
    /// name.
    private void seal(Path state, LayerManifest made) throws IOException {
        Path home = folder.resolve(made.key());
        Trees.delete(home);
        Files.createDirectory(home);
        Files.move(state.resolve(LayerManifest.LAYER), home.resolve(LayerManifest.LAYER));
        made.write(home);
    }

    private Optional<LayerManifest> near(Mirror mirror, String commit) {
        Map<String, LayerManifest> mine = complete.values().stream()
                .filter(layer -> layer.repository().equals(mirror.name())
                        && layer.below().size() < DEEPEST - 1)
                .collect(Collectors.toMap(LayerManifest::commit, layer -> layer));
        return mirror.nearest(commit, mine.keySet()).map(mine::get);
    }

    private PreparedBase prepared(LayerManifest layer) {
        List<Path> layers = withBelow(layer).stream().map(this::layer).toList();
        return new PreparedBase(layer.repository(), layer.commit(), layers, layer.files(), layer.took());
    }

    private List<String> withBelow(LayerManifest layer) {
        List<String> all = new ArrayList<>(layer.below());
        all.add(layer.key());
        return all;
    }

    private Path layer(String key) {
        return folder.resolve(key).resolve(LayerManifest.LAYER);
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    /// What stays is swept at the next start.
    private static void deleteQuietly(Path state) {
        try {
            Trees.delete(state);
        } catch (IOException e) {
            LOG.warn("{} can't be deleted: {}", state, e.toString());
        }
    }

    private static String key(RepositoryName repository, String commit) {
        String name = repository.value();
        return name.substring(0, Math.min(20, name.length())) + "-" + Integer.toHexString(name.hashCode()) + "-"
                + commit.substring(0, 12);
    }
}
