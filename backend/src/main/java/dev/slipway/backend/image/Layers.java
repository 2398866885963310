package dev.slipway.backend.image;

import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.protocol.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The layers that are complete, by key. They are never changed. Others keep layers in the same folder, whose keys
/// begin with [#FOREIGN]; those aren't known here and aren't touched. Thread-safe.
final class Layers {
    static final String FOREIGN = "turn-";

    private static final Logger LOG = LoggerFactory.getLogger(Layers.class);
    static final String MAKING = ".making-";

    private final Path folder;
    private final SandboxEngine engine;
    private final Map<String, LayerManifest> complete = new ConcurrentHashMap<>();
    private final AtomicLong attempts = new AtomicLong();
    /// Read: layers are being chosen that nothing names yet. Write: what nothing names is deleted.
    private final ReadWriteLock choosing = new ReentrantReadWriteLock();

    /// Finds what is complete; nothing is changed before [#sweep].
    ///
    /// @param folder made if it isn't there
    Layers(Path folder, SandboxEngine engine) {
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

    /// Deletes what a crash left half-made.
    void sweep() {
        try {
            for (Path path : content()) {
                String name = path.getFileName().toString();
                if (!complete.containsKey(name) && !SealedLayers.owns(name) && !Systems.owns(name)) deleteQuietly(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Held while layers are chosen, until what needs them is written down.
    Lock choosing() {
        return choosing.readLock();
    }

    /// Held while layers are deleted that nothing names.
    Lock deleting() {
        return choosing.writeLock();
    }

    Optional<LayerManifest> find(String key) {
        return Optional.ofNullable(complete.get(key));
    }

    List<LayerManifest> all() {
        return List.copyOf(complete.values());
    }

    /// What all of them take on disk.
    long bytes() {
        return complete.values().stream().mapToLong(LayerManifest::bytes).sum();
    }

    /// Where they are; empty where one of them isn't complete.
    Optional<List<Path>> paths(List<String> keys) {
        return complete.keySet().containsAll(keys)
                ? Optional.of(keys.stream().map(this::path).toList())
                : Optional.empty();
    }

    Path path(String key) {
        return folder.resolve(key).resolve(LayerManifest.LAYER);
    }

    static String keyOf(Path layer) {
        return layer.getName(layer.getNameCount() - 2).toString();
    }

    long bytes(Collection<String> keys) {
        return keys.stream()
                .flatMap(key -> find(key).stream())
                .mapToLong(LayerManifest::bytes)
                .sum();
    }

    /// When something was last begun on it, or it was made; 0 where that can't be told.
    long usedAtMs(String key) {
        return folder.resolve(key).resolve(LayerManifest.FILE).toFile().lastModified();
    }

    /// Something is being begun on it.
    void use(String key) {
        // Where that fails it seems to be older than it is.
        boolean touched =
                folder.resolve(key).resolve(LayerManifest.FILE).toFile().setLastModified(System.currentTimeMillis());
        if (!touched) LOG.warn("{} could not be marked as used", key);
    }

    /// A fresh folder for a sandbox whose upper becomes a layer. To be deleted by whoever asked.
    Path making(String key) throws IOException {
        return Files.createDirectory(unused(key));
    }

    /// What could not be deleted of an earlier try must not become part of a layer.
    private Path unused(String key) {
        Path path;
        do path = folder.resolve(MAKING + attempts.incrementAndGet() + "-" + key);
        while (Files.exists(path));
        return path;
    }

    /// Makes the upper of a folder from [#making] the layer. Its sandbox must be gone, and its mount with it.
    void seal(Path making, LayerManifest made) throws IOException {
        Path home = folder.resolve(made.key());
        engine.delete(home);
        Files.createDirectory(home);
        Files.move(making.resolve(LayerManifest.LAYER), home.resolve(LayerManifest.LAYER));
        made.write(home);
        complete.put(made.key(), made);
    }

    /// Takes them away; nothing may use them any more. One that another layer needs goes with that.
    ///
    /// @return what is to be deleted, which takes long
    List<Path> remove(Collection<String> keys) {
        List<Path> leaving = new ArrayList<>();
        for (String key : keys) {
            if (complete.remove(key) == null) continue;
            try {
                Path aside = unused(key);
                Files.move(folder.resolve(key), aside);
                leaving.add(aside);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return leaving;
    }

    /// How keys of a repository's layers begin.
    static String prefix(RepositoryName repository) {
        String name = repository.value().startsWith(FOREIGN) ? "r-" + repository : repository.value();
        return name.substring(0, Math.min(20, name.length()));
    }

    /// What stays is swept at the next start.
    void deleteQuietly(Path making) {
        deleteQuietly(engine, making);
    }

    static void deleteQuietly(SandboxEngine engine, Path making) {
        try {
            engine.delete(making);
        } catch (SandboxException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !path.getFileName().toString().startsWith(FOREIGN))
                    .toList();
        }
    }
}
