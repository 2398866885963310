package dev.slipway.backend.image;

import dev.slipway.backend.files.Trees;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What sandboxes had written that was undone: put aside at once, deleted later. Thread-safe.
final class UndoneFiles {
    private static final Logger LOG = LoggerFactory.getLogger(UndoneFiles.class);
    private static final String ASIDE = "undone-";
    private static final int LOCKS = 64;

    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    /// To be held while a state folder's layers are changed or looked up.
    Object lock(Path state) {
        return locks[Math.floorMod(state.hashCode(), LOCKS)];
    }

    /// From now on the sandbox begins with nothing written.
    void putAside(Path state) throws IOException {
        Path upper = SandboxSpec.upper(state);
        if (Files.isDirectory(upper)) Files.move(upper, state.resolve(ASIDE + UUID.randomUUID()));
    }

    /// Deletes what is put aside, on a thread of its own; what stays goes at the next undo, or with the
    /// session.
    void delete(Path state) throws IOException {
        List<Path> all;
        try (Stream<Path> content = Files.list(state)) {
            all = content.filter(path -> path.getFileName().toString().startsWith(ASIDE))
                    .toList();
        }
        if (!all.isEmpty()) Thread.ofVirtual().name("undone").start(() -> all.forEach(UndoneFiles::delete1));
    }

    private static void delete1(Path path) {
        try {
            Trees.delete(path);
        } catch (IOException e) {
            LOG.warn("{} can't be deleted: {}", path, e.toString());
        }
    }
}
