package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.eclipse.jgit.util.FileUtils;

/// The folder in a person's checkout that an apply works in. Its name stands in the mirror before it is made and until
/// it is gone: so what a killed backend leaves is known to be ours. One thread, which holds the mirror's lock.
final class Scratch {
    private static final String PREFIX = ".slipway-";

    private final Path note;
    private final Path folder;

    private Scratch(Path note, Path folder) {
        this.note = note;
        this.folder = folder;
    }

    /// @param root of the checkout
    static Scratch make(Mirror mirror, Path root) throws IOException {
        Path note = note(mirror);
        String name = PREFIX + UUID.randomUUID();
        Files.writeString(
                note, name, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.SYNC);
        return new Scratch(note, Files.createDirectory(root.resolve(name)));
    }

    /// Takes away what a killed backend left in a checkout, if it did.
    static void sweep(Mirror mirror, Path root) throws IOException {
        Path note = note(mirror);
        try {
            String name = Files.readString(note);
            if (name.matches("\\.slipway-[0-9a-f-]{36}")) new Scratch(note, root.resolve(name)).remove();
            else Files.delete(note);
        } catch (NoSuchFileException e) {
            // The usual case.
        }
    }

    static boolean isLeft(Mirror mirror) {
        return Files.exists(note(mirror));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// What can't be removed is tried again by the next sweep.
    void remove() throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
            FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.IGNORE_ERRORS);
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) Files.deleteIfExists(note);
    }

    private static Path note(Mirror mirror) {
        return mirror.repository().getDirectory().toPath().resolve("slipway-applying");
    }
}
