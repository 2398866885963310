package dev.slipway.backend.image;

import dev.slipway.backend.sandbox.SandboxEngine.Extent;
import dev.slipway.protocol.SnapshotId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The layers that one session has of its own, above its base, and its snapshots: each names the layers
/// that show its files. Immutable.
///
/// @param undo the undo that these layers follow from, or empty
/// @param layers keys of those below the one that its sandbox writes, the lowest first
/// @param copied the snapshot that is a copy of what the sandbox has written, or null
/// @param copiedWhen what that was; null where `copied` is
/// @param snapshots the keys of each one's layers, the lowest first
record Stack(
        String undo,
        List<String> layers,
        @Nullable SnapshotId copied,
        SnapshotPolicy.@Nullable Copied copiedWhen,
        Map<SnapshotId, List<String>> snapshots) {
    static final Stack EMPTY = new Stack("", List.of(), null, null, Map.of());

    Stack {
        layers = List.copyOf(layers);
        snapshots = Map.copyOf(snapshots);
    }

    /// A copy of what the sandbox has written is a layer.
    Stack withCopy(SnapshotId id, String key, SnapshotPolicy.Copied when) {
        return new Stack(undo, layers, id, when, and(id, plus(key)));
    }

    /// The snapshot that holds what the sandbox has written, if it wrote nothing since; else null.
    @Nullable
    SnapshotId copyOf(Extent written) {
        return SnapshotPolicy.isUnchanged(copiedWhen, written) ? copied : null;
    }

    /// What the sandbox had written is a layer, and it writes another one.
    Stack withSealed(SnapshotId id, String key) {
        return new Stack(undo, plus(key), null, null, and(id, plus(key)));
    }

    /// Another name for what is below.
    Stack withSame(SnapshotId id) {
        return new Stack(undo, layers, copied, copiedWhen, and(id, layers));
    }

    /// One layer in place of all; snapshots go on naming the old ones.
    Stack merged(String key) {
        return new Stack(undo, List.of(key), copied, copiedWhen, snapshots);
    }

    Stack undone(String by, List<String> to) {
        return new Stack(by, to, null, null, snapshots);
    }

    /// Empty where it isn't known here.
    Optional<List<String>> find(SnapshotId id) {
        if (id.equals(SnapshotId.OF_THE_BASE)) return Optional.of(List.of());
        return Optional.ofNullable(snapshots.get(id));
    }

    /// A snapshot that shows what is below, if there is one.
    Optional<SnapshotId> same() {
        if (layers.isEmpty()) return Optional.of(SnapshotId.OF_THE_BASE);
        return snapshots.entrySet().stream()
                .filter(each -> each.getValue().equals(layers))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// All that it names.
    Set<String> keys() {
        Set<String> keys = new HashSet<>(layers);
        snapshots.values().forEach(keys::addAll);
        return keys;
    }

    private List<String> plus(String key) {
        List<String> all = new ArrayList<>(layers);
        all.add(key);
        return all;
    }

    private Map<SnapshotId, List<String>> and(SnapshotId id, List<String> keys) {
        Map<SnapshotId, List<String>> all = new TreeMap<>(java.util.Comparator.comparing(SnapshotId::value));
        all.putAll(snapshots);
        all.put(id, keys);
        return all;
    }
}
