package dev.slipway.backend.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a real backend at seeded moments of real turns: nothing that was acknowledged or shown is lost,
/// and what was interrupted goes on by itself.
class KillTest {
    /// Backends that are killed side by side, since each of them mostly waits.
    private static final int SIDE_BY_SIDE = 2;

    @TempDir
    Path root;

    @Test
    void aHundredKillsLoseNothing() throws Exception {
        killed(100, 20_261_124);
    }

    @Test
    @Tag("long")
    void aThousandKillsLoseNothing() throws Exception {
        killed(1_000, 5);
    }

    private void killed(int times, long seed) throws Exception {
        PackedBackend packed = PackedBackend.make("killed");
        Path learned = root.resolve("killed.aot");
        try (Killing undisturbed = new Killing(packed.learning(learned), folder("undisturbed"))) {
            undisturbed.once();
        }
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    try (Killing killing = new Killing(packed.from(learned), folder("killed-" + number))) {
                        killing.run(times / SIDE_BY_SIDE, seed + number);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) each.get();
        }
    }

    private Path folder(String name) throws Exception {
        return Files.createDirectories(root.resolve(name));
    }
}
