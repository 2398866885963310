package dev.slipway.backend.store;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks one after the other, in the order they came, on the threads of [Lanes]; after each task another
/// lane may have its turn. Thread-safe.
public final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Executor threads;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean scheduled;
    private volatile @Nullable Thread current;

    Lane(Executor threads) {
        this.threads = threads;
    }

    /// Runs a task and waits for its result. An interrupt doesn't end the wait, since a write that has begun
    /// can't be taken back; the thread's interrupted flag is kept. From within the lane the task runs at once.
    public <T> T call(Supplier<T> task) {
        if (isCurrent()) return task.get();
        CompletableFuture<T> result = new CompletableFuture<>();
        add(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    /// Runs a task later and doesn't wait. What it throws is logged.
    public void submit(Runnable task) {
        add(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a task of a lane failed", e);
            }
        });
    }

    /// Whether the caller runs in this lane.
    public boolean isCurrent() {
        return Thread.currentThread() == current;
    }

    private void add(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (scheduled) return;
            scheduled = true;
        }
        try {
            threads.execute(this::runOne);
        } catch (RejectedExecutionException e) {
            synchronized (tasks) {
                tasks.clear();
                scheduled = false;
            }
            throw new IllegalStateException("the store is closed", e);
        }
    }

    private void runOne() {
        while (!runNext()) {
            // The threads take nothing new any more, so that what was given before is done here.
        }
    }

    /// Whether nothing is left to do for this thread.
    private boolean runNext() {
        Runnable task;
        synchronized (tasks) {
            task = tasks.remove();
        }
        current = Thread.currentThread();
        try {
            task.run();
        } finally {
            current = null;
        }
        synchronized (tasks) {
            scheduled = !tasks.isEmpty();
            if (!scheduled) return true;
        }
        try {
            threads.execute(this::runOne);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static <T> T await(CompletableFuture<T> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException fault) throw fault;
                    if (e.getCause() instanceof Error fault) throw fault;
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
