package dev.slipway.backend.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/// Deletes what sandboxes leave: folders without permissions, and folders so deep that no path leads to their
/// bottom.
public final class Trees {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private Trees() {}

    /// Follows no link. Where nothing stands, nothing happens. Nobody may change the tree meanwhile.
    ///
    /// @throws IOException where something can't be deleted; what could be is gone
    public static void delete(Path root) throws IOException {
        if (!isFolder(root)) {
            Files.deleteIfExists(root);
            return;
        }
        // Folders are moved up instead of walked down into, so that depth costs neither path nor memory.
        String up = UUID.randomUUID() + "-";
        long moved = 0;
        open(root);
        for (boolean empty = false; !empty; ) {
            empty = true;
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
                for (Path entry : entries) {
                    empty = false;
                    if (isFolder(entry)) moved = raise(entry, root, up, moved);
                    Files.delete(entry);
                }
            }
        }
        Files.delete(root);
    }

    private static long raise(Path folder, Path root, String up, long moved) throws IOException {
        open(folder);
        long next = moved;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!isFolder(entry)) {
                    Files.delete(entry);
                    continue;
                }
                // A folder without write permission can't be moved: its parent is written in it.
                open(entry);
                Files.move(entry, root.resolve(up + next++));
            }
        }
        return next;
    }

    private static void open(Path folder) throws IOException {
        Set<PosixFilePermission> now = Files.readAttributes(
                        folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .permissions();
        if (!now.containsAll(OWNER)) Files.setPosixFilePermissions(folder, OWNER);
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
