package dev.slipway.backend.store;

import dev.slipway.backend.files.AtomicFile;
import dev.slipway.backend.files.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session's folder that is being filled from elsewhere. It is no session before [#settle]: what is left of it is
/// removed by [#close], or at the next start. Blocks; in a lane, or on one thread that holds no lock.
public final class Incoming implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

    private final Path folder;
    private final Function<String, Path> places;
    private final LogFile log;
    private final AttachmentFiles attachments;
    private boolean settled;

    private Incoming(Path folder, Function<String, Path> places, LogFile log) {
        this.folder = folder;
        this.places = places;
        this.log = log;
        this.attachments = new AttachmentFiles(folder);
    }

    /// @param folder that isn't there yet
    /// @param places where a session of an id belongs
    static Incoming begin(Path folder, Function<String, Path> places, Clock clock) {
        try {
            Files.createDirectories(folder);
            return new Incoming(folder, places, LogFile.open(folder.resolve(SessionFiles.LOG_FILE), clock));
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /// Adds to its log.
    public void append(List<NewRow> rows) {
        log.append(rows, Durability.kill, List.of());
    }

    /// Keeps an output whole.
    ///
    /// @param content not closed
    /// @return its size in bytes; negative where it is more than `atMost`, and then nothing is kept
    public long output(String blockId, InputStream content, long atMost) {
        Path file = folder.resolve(SessionFiles.OUTPUTS).resolve(Outputs.plain(blockId));
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                long size = AttachmentFiles.copy(content, to, atMost);
                if (size >= 0) return size;
            }
            Files.delete(file);
            return -1;
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /// As [AttachmentFiles], which keeps one in two steps.
    public AttachmentFiles attachments() {
        return attachments;
    }

    /// Makes a session of it, which survives a power cut when this returns. To be closed all the same.
    public void settle(String id) {
        try {
            log.close();
            for (String part : List.of(".", SessionFiles.OUTPUTS, AttachmentFiles.FOLDER)) sync(folder.resolve(part));
            Path place = places.apply(id);
            Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            settled = true;
            AtomicFile.sync(place.resolveSibling("."));
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    @Override
    public void close() {
        if (settled) return;
        log.close();
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be removed whole; it goes at the next start: {}", folder, e.getMessage());
        }
    }

    private static void sync(Path part) throws IOException {
        if (!Files.isDirectory(part)) return;
        List<Path> files;
        try (Stream<Path> all = Files.list(part)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) AtomicFile.sync(file);
        AtomicFile.sync(part);
    }

    private static StorageFailed failed(Path folder, IOException e) {
        return new StorageFailed("A session can't be taken in to " + folder + ": " + e.getMessage(), e);
    }
}
