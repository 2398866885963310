package dev.slipway.backend.image;

import dev.slipway.backend.files.AtomicFile;
import dev.slipway.backend.files.Trees;
import dev.slipway.backend.sandbox.SandboxEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The layers that sessions left behind, in the folder of all layers. They are never changed. One counts
/// only where something names it; those that nothing names are swept, half-made ones too. Thread-safe.
final class SealedLayers {
    private static final Logger LOG = LoggerFactory.getLogger(SealedLayers.class);
    private static final String MINE = "turn-";
    private static final String LEAVING = MINE + "leaving-";
    private static final String SIZE = "bytes";

    private final Path folder;
    private final SandboxEngine engine;
    // Guarded by this.
    private final Map<String, Integer> pins = new HashMap<>();
    private final List<Pin> released = new ArrayList<>();
    private boolean sweeping;

    /// Keeps layers from being swept until it is closed, by when something names them.
    final class Pin implements AutoCloseable {
        private final List<String> keys;

        private Pin(Collection<String> keys) {
            this.keys = List.copyOf(keys);
        }

        @Override
        public void close() {
            release(this);
        }
    }

    /// @param folder on the file system of the sandboxes' state folders; it is there
    SealedLayers(Path folder, SandboxEngine engine) {
        this.folder = folder;
        this.engine = engine;
    }

    /// Whether something in the folder of all layers is kept here.
    static boolean owns(String name) {
        return name.startsWith(MINE);
    }

    static String key(String id) {
        return MINE + id;
    }

    Path layer(String key) {
        return folder.resolve(key).resolve(LayerManifest.LAYER);
    }

    boolean isThere(String key) {
        return Files.isDirectory(layer(key));
    }

    /// What the layers take on disk, as it was told when they were made.
    long bytes(List<String> keys) throws IOException {
        long bytes = 0;
        for (String key : keys) {
            try {
                bytes += Long.parseLong(Files.readString(folder.resolve(key).resolve(SIZE)));
            } catch (NoSuchFileException | NumberFormatException e) {
                // The machine stopped just after it was made.
            }
        }
        return bytes;
    }

    /// Layers as a new one; on disk when this returns.
    ///
    /// @throws dev.slipway.backend.sandbox.SandboxException where it can't be made; then nothing is left of
    /// it
    void copy(List<Path> layers, String key, long bytes) throws IOException {
        make(key, bytes, layer -> engine.merge(layers, layer));
    }

    /// As [#copy], of what was measured.
    void copy(SandboxEngine.Weighed upper, String key) throws IOException {
        make(key, upper.extent().bytes(), upper::copy);
    }

    private void make(String key, long bytes, Consumer<Path> making) throws IOException {
        Path home = folder.resolve(key);
        Files.createDirectory(home);
        try {
            writeSize(home, bytes);
            making.accept(layer(key));
        } catch (IOException | RuntimeException e) {
            deleteQuietly(home);
            throw e;
        }
    }

    /// Moves what no sandbox writes any more to its place here.
    void seal(Path upper, String key, long bytes) throws IOException {
        Path home = folder.resolve(key);
        Files.createDirectory(home);
        writeSize(home, bytes);
        AtomicFile.move(upper, layer(key));
    }

    /// Holds what is there, and what is to be made.
    ///
    /// @param there must be there; else nothing is held
    /// @throws IOException where one isn't
    synchronized Pin pin(Collection<String> there, String... making) throws IOException {
        for (String key : there) if (!isThere(key)) throw new IOException("the layer " + key + " is gone");
        List<String> all = new ArrayList<>(there);
        all.addAll(List.of(making));
        all.forEach(key -> pins.merge(key, 1, Integer::sum));
        return new Pin(all);
    }

    /// What was named while names were looked for may have been missed: it stays for this time.
    private synchronized void release(Pin pin) {
        if (sweeping) released.add(pin);
        else pin.keys.forEach(key -> pins.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1));
    }

    /// Deletes what nothing names. Blocks; one at a time.
    ///
    /// @param names looks for all names; where that fails nothing is deleted
    void sweep(Names names) throws IOException {
        List<Path> leaving = new ArrayList<>();
        synchronized (this) {
            if (sweeping) throw new IllegalStateException("one at a time");
            sweeping = true;
        }
        try {
            Set<String> named = names.all();
            synchronized (this) {
                for (Path each : content()) if (isUnnamed(each, named)) leaving.add(away(each));
            }
        } finally {
            synchronized (this) {
                sweeping = false;
                released.forEach(this::release);
                released.clear();
            }
        }
        leaving.forEach(SealedLayers::deleteQuietly);
    }

    interface Names {
        Set<String> all() throws IOException;
    }

    private boolean isUnnamed(Path each, Set<String> named) {
        String key = each.getFileName().toString();
        // Half-made, a machine that stopped may have left it named by what was only intended.
        return owns(key) && !pins.containsKey(key) && !(named.contains(key) && isThere(key));
    }

    private Path away(Path each) throws IOException {
        String key = each.getFileName().toString();
        if (key.startsWith(LEAVING)) return each;
        return Files.move(each, folder.resolve(LEAVING + key));
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void writeSize(Path home, long bytes) throws IOException {
        Files.write(home.resolve(SIZE), Long.toString(bytes).getBytes(StandardCharsets.UTF_8));
    }

    /// What stays is swept at the next start.
    private static void deleteQuietly(Path home) {
        try {
            Trees.delete(home);
        } catch (IOException e) {
            LOG.warn("{} can't be deleted: {}", home, e.toString());
        }
    }
}
