package dev.slipway.backend.store;

import dev.slipway.backend.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Copies one session's folder while it is used: the log as of one moment, then the outputs, which only grow, and the
/// attachments, which were there before the log spoke of them.
final class SessionCopy {
    private SessionCopy() {}

    /// @return how many bytes were copied, and what is to be said of it
    static SessionFiles.Copied make(Path from, Path log, Path to, Clock clock) throws IOException {
        Files.createDirectories(to);
        Path copy = to.resolve(log.getFileName());
        String notice = null;
        try {
            LogFile.copy(log, copy, clock);
            // As one that was not closed: a turn that ran goes on, whatever the copied index says of it.
            Files.createFile(Path.of(copy + "-wal"));
        } catch (DamagedLog e) {
            notice = e.getMessage() + "; it was copied as it is";
            for (String part : List.of("", "-wal", "-shm")) copyFile(Path.of(log + part), Path.of(copy + part));
        }
        long bytes = Files.size(copy);
        for (String folder : List.of(SessionFiles.OUTPUTS, AttachmentFiles.FOLDER))
            bytes += copyFiles(from.resolve(folder), to.resolve(folder));
        return new SessionFiles.Copied(bytes, notice);
    }

    /// Second names for the files of one folder in another.
    ///
    /// @param names which ones, without what follows a dot
    static void link(Path from, Path to, Set<String> names) throws IOException {
        if (names.isEmpty() || !Files.isDirectory(from)) return;
        List<Path> wanted;
        try (Stream<Path> all = Files.list(from)) {
            wanted = all.filter(file -> isNamed(file.getFileName().toString(), names))
                    .toList();
        }
        if (wanted.isEmpty()) return;
        Files.createDirectories(to);
        for (Path file : wanted) Files.createLink(to.resolve(file.getFileName()), file);
        AtomicFile.sync(to);
    }

    private static boolean isNamed(String file, Set<String> names) {
        return !file.endsWith(AttachmentFiles.PART) && names.contains(file.replaceFirst("\\..*", ""));
    }

    private static long copyFiles(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) return 0;
        Files.createDirectories(to);
        long bytes = 0;
        try (Stream<Path> all = Files.list(from)) {
            for (Path file : all.toList())
                if (!file.toString().endsWith(AttachmentFiles.PART))
                    bytes += copyFile(file, to.resolve(file.getFileName()));
        }
        return bytes;
    }

    private static long copyFile(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        try {
            Files.copy(from, to);
            return Files.size(to);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
