package dev.slipway.desktop.connection;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/// The one hop to the FX thread. What arrives while the thread is busy is done together, in order. Thread-safe; does
/// not block.
public final class UiThread implements Executor {
    /// A thousand messages a second must not keep the window from being painted.
    private static final long LONGEST_NANOS = 8_000_000;

    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) Platform.runLater(this::drain);
    }

    private void drain() {
        scheduled.set(false);
        long began = System.nanoTime();
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            try {
                next.run();
            } catch (RuntimeException e) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, e);
            }
            if (System.nanoTime() - began > LONGEST_NANOS) break;
        }
        if (!waiting.isEmpty()) schedule();
    }
}
