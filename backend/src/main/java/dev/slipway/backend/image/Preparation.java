package dev.slipway.backend.image;

import dev.slipway.backend.git.Progress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One piece of work that several callers wait for, on a thread of its own so that none of them can end it.
final class Preparation {
    private final CompletableFuture<PreparedBase> result = new CompletableFuture<>();
    private final List<Progress> listeners = new CopyOnWriteArrayList<>();

    private volatile @Nullable Thread thread;
    private String what = "";
    private String howFar = "";

    private Preparation() {}

    /// @param ended called when the work is over, before those who wait hear of it
    static Preparation start(Making work, Runnable ended) {
        Preparation preparation = new Preparation();
        preparation.thread = Thread.ofVirtual().name("prepare-base").start(() -> preparation.run(work, ended));
        return preparation;
    }

    /// Ends the work, and waits until what it began is gone.
    void end() {
        Thread working = thread;
        if (working == null) return;
        working.interrupt();
        try {
            working.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    PreparedBase await(Progress progress) throws InterruptedException {
        join(progress);
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(e.getCause());
        } finally {
            listeners.remove(progress);
        }
    }

    /// Whoever comes late hears at once what is going on; the work may be ahead of its first listener, too.
    private synchronized void join(Progress progress) {
        listeners.add(progress);
        if (!what.isEmpty()) progress.report(what, howFar);
    }

    private synchronized void report(String now, String far) {
        what = now;
        howFar = far;
        listeners.forEach(listener -> listener.report(now, far));
    }

    private void run(Making work, Runnable ended) {
        try {
            PreparedBase base = work.make(this::report);
            ended.run();
            result.complete(base);
        } catch (Throwable e) {
            ended.run();
            result.completeExceptionally(e);
        }
    }
}
