package dev.slipway.backend.image;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides which layers and images go. Pure but for what it remembers of one decision; one use.
final class SweepPolicy {
    private final List<Layer> layers;
    private final Set<String> kept = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private long bytes;

    /// @param below the keys that it needs
    /// @param usedAtMs when something was last begun on it, or it was made
    /// @param replaced whether it belongs to an image that is no longer the current one
    record Layer(String key, List<String> below, long bytes, long usedAtMs, boolean replaced) {}

    /// An image that stands.
    ///
    /// @param layers keys, all of its stack
    /// @param usedAtMs when something was last begun on it, or it was built
    record Standing(String repository, List<String> layers, long usedAtMs) {}

    /// @param layers keys that go
    /// @param images repositories, by name, whose current image goes
    record Decision(Set<String> layers, Set<String> images) {}

    private SweepPolicy(List<Layer> layers, Set<String> needed) {
        this.layers = layers;
        this.bytes = layers.stream().mapToLong(Layer::bytes).sum();
        kept.addAll(needed);
        for (Layer layer : layers) if (needed.contains(layer.key())) kept.addAll(layer.below());
    }

    /// What is replaced and named by nothing goes. If the rest takes more than its room, what nothing names goes, the
    /// oldest first, and then images that were used longest ago, but for layers that somebody needs.
    ///
    /// @param needed keys that sessions and snapshots name
    static Decision of(List<Layer> layers, List<Standing> images, Set<String> needed, long mostBytes) {
        Set<String> standing = new HashSet<>();
        images.forEach(image -> standing.addAll(image.layers()));
        SweepPolicy policy = new SweepPolicy(layers, needed);
        for (Layer layer : layers) if (layer.replaced() && !standing.contains(layer.key())) policy.remove(layer.key());
        List<Layer> oldest = layers.stream()
                .sorted(Comparator.comparingLong(Layer::usedAtMs))
                .toList();
        for (Layer layer : oldest)
            if (policy.bytes > mostBytes && !standing.contains(layer.key())) policy.remove(layer.key());
        Set<String> leaving = new HashSet<>();
        for (Standing image : images.stream()
                .sorted(Comparator.comparingLong(Standing::usedAtMs))
                .toList()) {
            if (policy.bytes <= mostBytes) break;
            leaving.add(image.repository());
            image.layers().forEach(policy::remove);
        }
        return new Decision(policy.gone, leaving);
    }

    /// With what stands on it; nothing of that is needed where it isn't itself.
    private void remove(String key) {
        if (kept.contains(key)) return;
        for (Layer layer : layers) {
            if (!layer.key().equals(key) && !layer.below().contains(key)) continue;
            if (gone.add(layer.key())) bytes -= layer.bytes();
        }
    }
}
