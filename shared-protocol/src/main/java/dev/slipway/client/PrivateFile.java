package dev.slipway.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// A file that its owner alone reads, written whole or not at all. Blocks.
public final class PrivateFile {
    private PrivateFile() {}

    /// @param file in a folder that is made, for its owner alone, if it isn't there
    public static void write(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Path folder = Objects.requireNonNull(file.getParent());
        Files.createDirectories(folder, only(folder, "rwx------"));
        Files.deleteIfExists(part);
        Files.createFile(part, only(folder, "rw-------"));
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] only(Path folder, String mode) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
