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
    /// Sessions whose turns each of them runs: a kill hits every one of them at a moment of its own.
    private static final int AT_ONCE = 3;

    @TempDir
    Path root;

    @Test
    void aHundredTurnsThatAreKilledLoseNothing() throws Exception {
        killed(100, 20_261_124);
    }

    @Test
    @Tag("long")
    void aThousandTurnsThatAreKilledLoseNothing() throws Exception {
        killed(1_000, 5);
    }

    private void killed(int turns, long seed) throws Exception {
        int times = Math.ceilDiv(turns, SIDE_BY_SIDE * AT_ONCE);
        PackedBackend packed = PackedBackend.make();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    try (Killing killing = new Killing(packed, folder("killed-" + number))) {
                        killing.run(times, AT_ONCE, seed + number);
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
