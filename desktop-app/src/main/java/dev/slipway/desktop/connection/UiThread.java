package dev.slipway.desktop.connection;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/// The one hop to the FX thread. What arrives while the thread is busy is done together, in order. Thread-safe; does
/// not block.
public final class UiThread implements Executor, Later {
    /// A thousand messages a second must not keep the window from being painted.
    private static final long LONGEST_NANOS = 8_000_000;

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("later").factory());

    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        schedule();
    }

    @Override
    public Pin after(Duration delay, Runnable what) {
        Future<?> timer = TIMER.schedule(() -> execute(what), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
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
