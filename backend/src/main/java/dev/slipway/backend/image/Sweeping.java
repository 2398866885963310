package dev.slipway.backend.image;

import dev.slipway.protocol.RepositoryName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Deletes layers that nothing needs: mark and sweep. Thread-safe.
final class Sweeping {
    private final Bases bases;
    private final Map<RepositoryName, Image> current;
    private final Supplier<Set<String>> needed;
    private final long mostBytes;

    /// @param current the images that stand
    Sweeping(Bases bases, Map<RepositoryName, Image> current, Supplier<Set<String>> needed, long mostBytes) {
        this.bases = bases;
        this.current = current;
        this.needed = needed;
        this.mostBytes = mostBytes;
    }

    /// What all layers take on disk.
    long bytes() {
        return bases.layers().bytes();
    }

    long mostBytes() {
        return mostBytes;
    }

    /// Looks once; not while layers are being chosen, which is looked at again later.
    ///
    /// @param gone told of each repository whose image went, while none can be chosen
    void sweep(Consumer<RepositoryName> gone) {
        Layers layers = bases.layers();
        List<Path> leaving;
        if (!layers.deleting().tryLock()) return;
        try {
            List<SweepPolicy.Layer> all = layers.all().stream().map(this::layer).toList();
            List<SweepPolicy.Standing> standing =
                    current.values().stream().map(this::standing).toList();
            SweepPolicy.Decision decision = SweepPolicy.of(all, standing, needed.get(), mostBytes);
            for (String name : decision.images()) gone.accept(new RepositoryName(name));
            leaving = layers.remove(decision.layers());
        } finally {
            layers.deleting().unlock();
        }
        leaving.forEach(layers::deleteQuietly);
    }

    private SweepPolicy.Standing standing(Image image) {
        long usedAt = bases.layers().usedAtMs(image.layers().getLast());
        return new SweepPolicy.Standing(image.repository().value(), image.layers(), usedAt);
    }

    private SweepPolicy.Layer layer(LayerManifest layer) {
        long usedAt = bases.layers().usedAtMs(layer.key());
        return new SweepPolicy.Layer(
                layer.key(), layer.below(), layer.bytes(), usedAt, isReplaced(layer, current.get(layer.repository())));
    }

    /// Parts of a build that failed after the image was made are kept for the next one.
    private boolean isReplaced(LayerManifest layer, @org.jspecify.annotations.Nullable Image image) {
        if (image == null) return false;
        Layers layers = bases.layers();
        boolean built = layer.stack().stream()
                .flatMap(key -> layers.find(key).stream())
                .anyMatch(each -> each.kind() != LayerManifest.Kind.checkout);
        boolean onIt = layer.stack().size() >= image.layers().size()
                && layer.stack().subList(0, image.layers().size()).equals(image.layers());
        return built && !onIt && layers.usedAtMs(layer.key()) < image.builtAtMs();
    }
}
