package dev.slipway.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;

/// Notes frames while they are made: from one to the next, and what the FX thread used of a processor for each.
final class FrameTimes extends AnimationTimer {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final CompletableFuture<String> done = new CompletableFuture<>();
    private final StringBuilder frames = new StringBuilder();
    private final Runnable each;
    private final long nanos;
    private long began;
    private long last;
    private long lastUsed;

    private FrameTimes(long nanos, Runnable each) {
        this.nanos = nanos;
        this.each = each;
    }

    /// Begins; to be called on the FX thread.
    ///
    /// @param each done in each frame
    /// @return `FROM_ONE_TO_THE_NEXT:USED`, in nanoseconds, of all frames
    static CompletableFuture<String> record(long ms, Runnable each) {
        FrameTimes times = new FrameTimes(ms * 1_000_000, each);
        times.start();
        return times.done;
    }

    @Override
    public void handle(long now) {
        long at = System.nanoTime();
        long used = THREADS.getCurrentThreadCpuTime();
        if (began == 0) began = at;
        else frames.append(at - last).append(':').append(used - lastUsed).append(' ');
        last = at;
        lastUsed = used;
        if (at - began < nanos) each.run();
        else {
            stop();
            done.complete(frames.toString());
        }
    }
}
