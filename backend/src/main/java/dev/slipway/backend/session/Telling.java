package dev.slipway.backend.session;

import dev.slipway.backend.git.Progress;
import java.time.Duration;
import java.util.function.Consumer;

/// Hears often how far something is and tells it seldom: the newest word, once a second, if there is a new one. Nothing
/// is told any more once it is closed. Thread-safe.
final class Telling implements Progress, AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Consumer<String> to;
    // Guarded by this.
    private String newest = "";
    private String told = "";
    private long nextNanos;
    private boolean closed;

    /// @param first how long nothing is told: what is over by then isn't worth a word
    /// @param to called on a thread of its own
    Telling(Duration first, Consumer<String> to) {
        this.to = to;
        this.nextNanos = System.nanoTime() + first.toNanos();
        Thread.ofVirtual().name("telling").start(this::run);
    }

    @Override
    public synchronized void report(String what, String howFar) {
        newest = howFar.isEmpty() ? what : what + ": " + howFar;
        notifyAll();
    }

    /// Whether anything was told.
    synchronized boolean told() {
        return !told.isEmpty();
    }

    /// What is being told is told to its end.
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void run() {
        try {
            while (!closed) {
                long wait = (nextNanos - System.nanoTime()) / 1_000_000;
                if (newest.equals(told)) wait();
                else if (wait > 0) wait(wait);
                else {
                    told = newest;
                    nextNanos = System.nanoTime() + EVERY.toNanos();
                    to.accept(told);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
