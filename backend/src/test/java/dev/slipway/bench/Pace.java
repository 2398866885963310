package dev.slipway.bench;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/// Steps at even intervals, by the clock and not by how long a step takes.
final class Pace {
    private Pace() {}

    interface Step {
        void take(int index) throws IOException;
    }

    static void of(int perSecond, int steps, Step step) throws IOException {
        long startedAt = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            long due = startedAt + i * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime())
                LockSupport.parkNanos(left);
            step.take(i);
        }
    }
}
