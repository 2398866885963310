package dev.slipway.client;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The one thread of a client: everything it knows is touched on it only. Thread-safe.
final class ClientThread implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ClientThread.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    ClientThread() {
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("slipway-client").factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// @return false where the client is closed; then it is not done
    boolean later(Runnable task) {
        try {
            executor.execute(guarded(task));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /// Not done where the client is closed before.
    Future<?> after(Duration wait, Runnable task) {
        try {
            return executor.schedule(guarded(task), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    void every(Duration period, Runnable task) {
        after(period, () -> {
            every(period, task);
            task.run();
        });
    }

    /// What was handed over before is still done, save what waits for its time.
    @Override
    public void close() {
        executor.shutdown();
    }

    /// A listener that throws must not end what comes after it.
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "a callback of the connection failed", e);
            }
        };
    }
}
