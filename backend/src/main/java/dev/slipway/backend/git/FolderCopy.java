package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Copies a mirror's files. Links are not followed and not copied: there are none in a mirror.
final class FolderCopy extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private long bytes;

    private FolderCopy(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /// @return how many bytes
    static long make(Path from, Path to) throws IOException {
        FolderCopy copy = new FolderCopy(from, to);
        Files.walkFileTree(from, copy);
        return copy.bytes;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        Files.createDirectories(to.resolve(from.relativize(folder)));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile()) return FileVisitResult.CONTINUE;
        try {
            Files.copy(file, to.resolve(from.relativize(file)));
            bytes += attributes.size();
        } catch (NoSuchFileException e) {
            // An object on its way to its name; nothing reaches it yet.
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
        throw e;
    }
}
