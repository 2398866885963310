package dev.slipway.backend.sandbox.embedded;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Starts processes from one thread that never ends while the engine lives: the kernel ends a sandbox when the
/// *thread* that started it ends.
final class Spawner implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("sandbox-spawner").factory());

    Process start(ProcessBuilder process) throws IOException, InterruptedException {
        // What a person has in their environment is none of a sandbox's business.
        process.environment().clear();
        process.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        Future<Process> started = thread.submit(process::start);
        try {
            return started.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException fault) throw fault;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            // Nobody would end it any more.
            if (!started.cancel(false)) end(started);
            throw e;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static void end(Future<Process> started) {
        Thread.ofVirtual().start(() -> {
            try {
                started.get().destroy();
            } catch (InterruptedException | ExecutionException e) {
                // It never started.
            }
        });
    }
}
