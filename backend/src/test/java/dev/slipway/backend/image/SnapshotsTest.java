package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.files.Trees;
import dev.slipway.backend.sandbox.FakeEngine;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.protocol.SnapshotId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest extends SnapshotsContract {
    @Override
    protected SandboxEngine open(Path scratch) {
        return new FakeEngine();
    }

    /// Sessions that snapshot, fork and go away, while layers are swept without a pause.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void noLayerThatIsNeededIsEverSwept(long seed) throws Exception {
        ConcurrentLinkedQueue<Path> there = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Life> all = new ArrayList<>();
        for (int i = 0; i < 18; i++) all.add(new Life("s" + seed + "-" + i));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sweeping = threads.submit(() -> {
                while (!over.get()) snapshots.sweep(() -> List.copyOf(there));
            });
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int first = i * 6;
                working.add(threads.submit(() -> {
                    descend(all.subList(first, first + 6), there, new Random(seed * 10 + first));
                    return null;
                }));
            }
            for (Future<?> each : working) each.get();
            over.set(true);
            sweeping.get();
        }
    }

    /// Each is a fork of the one before, which is deleted just after.
    private void descend(List<Life> line, ConcurrentLinkedQueue<Path> there, Random random) throws Exception {
        Life last = line.getFirst();
        there.add(last.state);
        last.run("echo 0 > 0");
        for (int i = 1; i < line.size(); i++) {
            SnapshotId taken = last.take();
            Life next = line.get(i);
            // It is listed from when its folder is there.
            there.add(next.state);
            snapshots.fork(last.state, taken, next.state, List.of(), next.wanted);
            if (random.nextBoolean()) Thread.yield();
            last.end();
            there.remove(last.state);
            Trees.delete(last.state);
            next.run("echo " + i + " > " + i);
            assertThat(next.run("ls | wc -l").strip()).isEqualTo("" + (i + 2));
            last = next;
        }
    }
}
