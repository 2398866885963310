package dev.slipway.backend.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The platform threads that all lanes share. Thread-safe.
public final class Lanes implements AutoCloseable {
    private final ExecutorService threads;

    /// @param count how many threads; a few are enough, since a commit waits for one disk
    public Lanes(int count) {
        threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("store-", 0).factory());
    }

    /// A new lane: things in it happen one after the other.
    public Lane lane() {
        return new Lane(threads);
    }

    /// Lets the tasks that were given end, at most 10 s.
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
