package dev.slipway.desktop.settings;

import dev.slipway.client.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a file's newest text a moment after it was given, whole or not at all. Does not block, save when it is
/// closed.
final class Saving implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Saving.class);
    private static final long MOMENT_MS = 250;

    private final Path file;
    private final AtomicReference<@Nullable String> unwritten = new AtomicReference<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("saving").factory());

    Saving(Path file) {
        this.file = file;
    }

    void save(String text) {
        if (unwritten.getAndSet(text) == null) thread.schedule(this::write, MOMENT_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        write();
    }

    private synchronized void write() {
        String text = unwritten.getAndSet(null);
        if (text == null) return;
        try {
            PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("{} can't be written", file, e);
        }
    }
}
