package dev.slipway.backend.store;

import dev.slipway.backend.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The files that people gave to a session: for each its content, by its id, and beside it what is told of it. One is
/// there when both are. Thread-safe.
public final class AttachmentFiles {
    static final String FOLDER = "attachments";
    static final String PART = ".part";
    private static final String ABOUT = ".json";
    private static final int PIECE = 1 << 16;

    private final Path session;
    private final Path folder;

    /// @param session the session's own folder, in which one for these is made with the first of them
    public AttachmentFiles(Path session) {
        this.session = session;
        this.folder = session.resolve(FOLDER);
    }

    /// Takes in the content, which isn't there for anyone before [#complete]. Blocks for as long as it comes.
    ///
    /// @param content not closed
    /// @return its size in bytes; negative where it is more than `atMost`, and then nothing is kept
    public long receive(String id, InputStream content, long atMost) {
        Path part = part(id);
        try {
            make();
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                long size = copy(content, channel, atMost);
                channel.force(true);
                if (size >= 0) return size;
            }
            Files.delete(part);
            return -1;
        } catch (IOException e) {
            discard(id);
            throw failed(e);
        } catch (RuntimeException e) {
            discard(id);
            throw e;
        }
    }

    /// Puts the content that was received in its place; it survives a power cut when this returns.
    public void complete(String id, byte[] about) {
        try {
            Path beside = folder.resolve(id + ABOUT);
            try (FileChannel channel =
                    FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(about);
                while (rest.hasRemaining()) channel.write(rest);
                channel.force(true);
            }
            Files.move(part(id), file(id), StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.sync(folder);
            AtomicFile.sync(session);
        } catch (IOException e) {
            discard(id);
            throw failed(e);
        }
    }

    /// What is told of it; empty where there is no such one.
    public Optional<byte[]> about(String id) {
        try {
            if (!Files.exists(file(id))) return Optional.empty();
            return Optional.of(Files.readAllBytes(folder.resolve(id + ABOUT)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Its content, which the caller closes; empty where there is no such one.
    public Optional<InputStream> open(String id) {
        try {
            return Optional.of(Files.newInputStream(file(id)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Those that are there, the unfinished ones too.
    public Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        for (Path file : all()) ids.add(idOf(file));
        return ids;
    }

    /// Deletes those that nobody uses and that were there before a moment, the unfinished ones too.
    public void sweep(Set<String> used, Instant before) {
        for (Path file : all()) {
            if (used.contains(idOf(file))) continue;
            try {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) Files.deleteIfExists(file);
            } catch (NoSuchFileException e) {
                // Another one was quicker.
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /// Nothing is made for a session that is gone.
    private void make() throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // As for all but the first.
        }
    }

    private List<Path> all() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void discard(String id) {
        try {
            Files.deleteIfExists(part(id));
            if (!Files.exists(file(id))) Files.deleteIfExists(folder.resolve(id + ABOUT));
        } catch (IOException e) {
            // It is swept later.
        }
    }

    static long copy(InputStream content, FileChannel to, long atMost) throws IOException {
        byte[] piece = new byte[PIECE];
        long size = 0;
        for (int n = read(content, piece); n >= 0; n = read(content, piece)) {
            size += n;
            if (size > atMost) return -1;
            ByteBuffer rest = ByteBuffer.wrap(piece, 0, n);
            while (rest.hasRemaining()) to.write(rest);
        }
        return size;
    }

    /// What can't be read is the sender's trouble, and not the disk's.
    private static int read(InputStream content, byte[] piece) {
        try {
            return content.read(piece);
        } catch (IOException e) {
            throw new UncheckedIOException("the content doesn't come whole", e);
        }
    }

    private Path part(String id) {
        return folder.resolve(plain(id) + PART);
    }

    private Path file(String id) {
        return folder.resolve(plain(id));
    }

    private static String plain(String id) {
        if (!id.matches("[a-z0-9]{1,40}")) throw new IllegalArgumentException("no attachment's name");
        return id;
    }

    private static String idOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }

    private StorageFailed failed(IOException e) {
        return new StorageFailed("An attachment in " + folder + " could not be kept or read: " + e.getMessage(), e);
    }
}
