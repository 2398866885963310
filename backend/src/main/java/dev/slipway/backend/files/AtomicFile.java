package dev.slipway.backend.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Small files that are there whole or as they were before, whenever the machine stops.
public final class AtomicFile {
    private AtomicFile() {}

    /// On disk, the name too, when this returns.
    public static void write(Path file, byte[] content) throws IOException {
        Path making = file.resolveSibling("." + file.getFileName());
        try (FileChannel channel = FileChannel.open(
                making, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) channel.write(rest);
            channel.force(true);
        }
        move(making, file);
    }

    /// Gives a file or folder another name, which survives a power cut when this returns.
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.resolveSibling("."));
    }

    /// Makes the names in a folder survive a power cut.
    public static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
