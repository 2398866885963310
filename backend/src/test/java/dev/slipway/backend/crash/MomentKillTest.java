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

/// `kill -9` of a real backend while it builds an image, fills its pool, gives a sandbox of it away, keeps, forks and
/// undoes files, and while a sandbox goes to rest: what was acknowledged is there whole, and of all else nothing is
/// left, neither on disk nor of processes.
class MomentKillTest {
    @TempDir
    Path root;

    @Test
    void killedAtEachMomentItLeavesNothingHalfMade() throws Exception {
        killed(1);
    }

    @Test
    @Tag("long")
    void killedAtEachMomentTenTimesItLeavesNothingHalfMade() throws Exception {
        killed(10);
    }

    private void killed(int times) throws Exception {
        PackedBackend packed = PackedBackend.make();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(() -> run(packed, MomentKilling::imagesAndPool)));
                running.add(threads.submit(() -> run(packed, MomentKilling::snapshotsAndPast)));
                running.add(threads.submit(() -> run(packed, MomentKilling::rest)));
            }
            for (Future<?> each : running) each.get();
        }
    }

    private interface Kills {
        void in(MomentKilling killing) throws Exception;
    }

    private Void run(PackedBackend packed, Kills kills) throws Exception {
        try (MomentKilling killing = new MomentKilling(packed, Files.createTempDirectory(root, "home"))) {
            kills.in(killing);
        }
        return null;
    }
}
