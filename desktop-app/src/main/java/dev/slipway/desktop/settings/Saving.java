package dev.slipway.desktop.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
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
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Path folder = java.util.Objects.requireNonNull(file.getParent());
            Files.createDirectories(folder);
            Files.deleteIfExists(part);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix"))
                Files.createFile(
                        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(part, text.getBytes(StandardCharsets.UTF_8));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} can't be written", file, e);
        }
    }
}
