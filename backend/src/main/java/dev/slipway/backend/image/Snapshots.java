package dev.slipway.backend.image;

import dev.slipway.backend.files.AtomicFile;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxEngine.Extent;
import dev.slipway.backend.sandbox.SandboxEngine.Weighed;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.SnapshotId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the files of a moment as layers, which others can stand on. Whatever stops the machine, each state
/// folder has the layers of before or of after: what was begun is ended or dropped when it is asked for
/// next. Thread-safe; one [#take] in a state folder at a time, and none while its sandbox is being started.
public final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final SealedLayers layers;
    private final SandboxEngine engine;
    private final UndoneFiles undone = new UndoneFiles();

    /// Which files a state folder is to hold.
    ///
    /// @param undo names the undo that was asked for last, or empty
    /// @param to what it goes back to; null where `undo` is empty
    public record Wanted(String undo, @Nullable SnapshotId to) {
        public static final Wanted AS_IT_IS = new Wanted("", null);
    }

    /// The sandbox over a state folder.
    public interface Live {
        /// Started if it doesn't run.
        Sandbox sandbox() throws InterruptedException;

        /// Ends it, so that nothing writes any more when this returns.
        void end();
    }

    /// @param copiedBytes null where nothing was copied
    public record Taken(SnapshotId id, @Nullable Long copiedBytes, Duration took) {}

    /// What a session's sandbox stands on beside its base.
    ///
    /// @param layers the lowest first
    /// @param bytes that they take
    public record Own(List<Path> layers, long bytes) {}

    /// @param folder where all layers are; it is there
    public Snapshots(Path folder, SandboxEngine engine) {
        this.layers = new SealedLayers(folder, engine);
        this.engine = engine;
    }

    /// The layers below the one that the sandbox writes, above those of its base. Puts the files back first
    /// where an undo asks for it; no sandbox may be running then.
    ///
    /// @throws SandboxException where the files of that moment are gone
    public Own own(Path state, Wanted wanted) {
        try {
            List<String> keys = settled(state, wanted).layers();
            return new Own(keys.stream().map(layers::layer).toList(), layers.bytes(keys));
        } catch (IOException e) {
            throw new UncheckedIOException("The session's layers can't be read: " + e.getMessage(), e);
        }
    }

    /// Whether the files of that moment are kept.
    public boolean holds(Path state, SnapshotId id) {
        try {
            return new StackFile(state)
                    .read()
                    .find(id)
                    .filter(keys -> keys.stream().allMatch(layers::isThere))
                    .isPresent();
        } catch (IOException e) {
            LOG.warn("{} can't be looked into: {}", state, e.getMessage());
            return false;
        }
    }

    /// Keeps the files as they are now; what runs goes on afterwards, or the sandbox was ended.
    ///
    /// @param live asked for the sandbox only where something was written since the last time
    /// @throws SandboxException where that isn't possible; the message says why
    public Taken take(Path state, Wanted wanted, Live live) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            Stack stack = settled(state, wanted);
            Path upper = SandboxSpec.upper(state);
            long at = now();
            if (!Files.isDirectory(upper)) return taken(same(state, stack), null, begun);
            try (Weighed written = engine.weigh(upper)) {
                return take(state, stack, written, at, live, begun);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private Taken take(Path state, Stack stack, Weighed upper, long at, Live live, long begun)
            throws IOException, InterruptedException {
        Extent written = upper.extent();
        if (SnapshotPolicy.isEmpty(written)) return taken(same(state, stack), null, begun);
        SnapshotId copied = stack.copyOf(written);
        if (copied != null) return taken(copied, null, begun);
        Sandbox sandbox = live.sandbox();
        int tasks = sandbox.tasks().size();
        return switch (SnapshotPolicy.way(written, tasks, stack.layers().size())) {
            case copy -> tasks == 0 ? copy(state, stack, upper, at, begun) : copyPaused(state, stack, sandbox, begun);
            case seal -> {
                live.end();
                yield taken(seal(state, stack, written.bytes()), null, begun);
            }
            case too_large -> throw SandboxException.failed(SnapshotPolicy.tooLarge(written));
        };
    }

    /// Makes what a sandbox has written a layer, now that the sandbox is gone; does nothing where nothing was written
    /// since the last time. Where it fails, the files stay where they are.
    public void keep(Path state, Wanted wanted) {
        try {
            Path upper = SandboxSpec.upper(state);
            if (!Files.isDirectory(upper)) return;
            Stack stack = settled(state, wanted);
            Extent written = engine.extent(upper);
            int depth = stack.layers().size();
            if (SnapshotPolicy.isToBeSealed(written, stack.copiedWhen(), depth)) seal(state, stack, written.bytes());
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: what its sandbox has written isn't made a layer: {}", state, e.getMessage());
        }
    }

    /// What the layers take that a state folder stands on, without that which its sandbox writes.
    public long bytes(Path state) {
        try {
            return layers.bytes(new StackFile(state).read().layers());
        } catch (IOException e) {
            throw new UncheckedIOException("The session's layers can't be read: " + e.getMessage(), e);
        }
    }

    /// Gives another state folder the files of a moment, and the snapshots that its past has.
    ///
    /// @param child where nothing is yet
    /// @param past those that the other may go back to
    /// @throws IOException where the files are gone, or can't be named
    public void fork(Path parent, SnapshotId id, Path child, Collection<SnapshotId> past, Wanted wanted)
            throws IOException {
        Stack from = new StackFile(parent).read();
        List<String> keys = from.find(id).orElseThrow(() -> new IOException("there is no snapshot " + id));
        Map<SnapshotId, List<String>> known = new HashMap<>(from.snapshots());
        known.keySet().retainAll(past);
        Stack stack = new Stack(wanted.undo(), keys, null, null, known);
        if (stack.equals(Stack.EMPTY)) return;
        // What a snapshot of its past names may be gone; the one that it begins with may not.
        Set<String> there = new HashSet<>(stack.keys());
        there.removeIf(key -> !keys.contains(key) && !layers.isThere(key));
        try (var _ = layers.pin(there)) {
            Files.createDirectories(child);
            new StackFile(child).write(stack);
            AtomicFile.sync(child.resolveSibling("."));
        }
    }

    /// Deletes the layers that no state folder names. Blocks; not while another one does this.
    public synchronized void sweep(States states) {
        try {
            layers.sweep(() -> {
                Set<String> named = new HashSet<>();
                for (Path state : states.all()) named.addAll(new StackFile(state).keys());
                return named;
            });
        } catch (IOException e) {
            LOG.warn("Layers that nothing needs any more stay for now: {}", e.getMessage());
        }
    }

    /// The state folders of all sessions, listed when they are asked for.
    public interface States {
        Collection<Path> all() throws IOException;
    }

    private SnapshotId same(Path state, Stack stack) throws IOException {
        if (stack.same().isPresent()) return stack.same().get();
        SnapshotId id = SnapshotId.fresh();
        new StackFile(state).write(stack.withSame(id));
        return id;
    }

    private Taken copyPaused(Path state, Stack stack, Sandbox sandbox, long begun)
            throws IOException, InterruptedException {
        sandbox.pause();
        long at = now();
        try (Weighed upper = engine.weigh(SandboxSpec.upper(state))) {
            return copy(state, stack, upper, at, begun);
        } finally {
            resume(sandbox);
        }
    }

    /// Nothing writes meanwhile, as where nothing runs, and since it was begun to measure it.
    private Taken copy(Path state, Stack stack, Weighed upper, long at, long begun) throws IOException {
        SnapshotId id = SnapshotId.fresh();
        String key = SealedLayers.key(id.value());
        try (var _ = layers.pin(List.of(), key)) {
            layers.copy(upper, key);
            new StackFile(state).write(stack.withCopy(id, key, new SnapshotPolicy.Copied(upper.extent(), at)));
            return taken(id, upper.extent().bytes(), begun);
        }
    }

    /// One that is gone meanwhile has nothing to resume.
    private static void resume(Sandbox sandbox) throws InterruptedException {
        try {
            sandbox.resume();
        } catch (SandboxException e) {
            if (!e.lost()) throw e;
        }
    }

    /// No sandbox may be running over it.
    SnapshotId seal(Path state, Stack stack, long bytes) throws IOException {
        SnapshotId id = SnapshotId.fresh();
        String key = SealedLayers.key(id.value());
        StackFile file = new StackFile(state);
        try (var _ = layers.pin(List.of(), key)) {
            Stack next = stack.withSealed(id, key);
            file.intend(next);
            layers.seal(SandboxSpec.upper(state), key, bytes);
            file.follow();
            if (SnapshotPolicy.isDeep(next.layers().size())) flatten(file, next);
        }
        return id;
    }

    /// One layer more that shows what all of them show. Where there is no room for it, the next turn tries
    /// again.
    private void flatten(StackFile file, Stack stack) throws IOException {
        String key = SealedLayers.key(SnapshotId.fresh().value());
        try (var _ = layers.pin(List.of(), key)) {
            layers.copy(stack.layers().stream().map(layers::layer).toList(), key, layers.bytes(stack.layers()));
            file.write(stack.merged(key));
        } catch (SandboxException e) {
            LOG.warn("{} layers could not be merged: {}", stack.layers().size(), e.getMessage());
        }
    }

    /// The layers that are wanted, with what was begun before ended or dropped.
    private Stack settled(Path state, Wanted wanted) throws IOException {
        synchronized (undone.lock(state)) {
            StackFile file = new StackFile(state);
            var intended = file.intended();
            if (intended.isPresent()) {
                // The last step that can't be taken back is the move.
                if (layers.isThere(intended.get().layers().getLast())) file.follow();
                else file.drop();
            }
            Stack stack = file.read();
            if (stack.undo().equals(wanted.undo())) return stack;
            SnapshotId to = wanted.to() == null ? SnapshotId.OF_THE_BASE : wanted.to();
            List<String> keys = stack.find(to)
                    .filter(all -> all.stream().allMatch(layers::isThere))
                    .orElseThrow(() -> SandboxException.failed(
                            "The files that the session went back to are not here, as after a backup was restored."
                                    + " Undo to another turn, or begin a new session."));
            Files.createDirectories(state);
            undone.putAside(state);
            Stack back = stack.undone(wanted.undo(), keys);
            file.write(back);
            undone.delete(state);
            return back;
        }
    }

    private static Taken taken(SnapshotId id, @Nullable Long copied, long begun) {
        return new Taken(id, copied, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
