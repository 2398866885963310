package dev.slipway.backend.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A workspace that is a plain folder of this machine.
final class FolderFiles implements WorkspaceFiles {
    private final Path root;
    private final Consumer<String> beforeOpen;
    private int longestList = Integer.MAX_VALUE;
    private int looks;

    FolderFiles(Path root) {
        this(root, path -> {});
    }

    FolderFiles(Path root, Consumer<String> beforeOpen) {
        this.root = root;
        this.beforeOpen = beforeOpen;
    }

    @Override
    public Optional<Status> status(String path) {
        looks++;
        Path file = root.resolve(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
        try {
            String target =
                    Files.isSymbolicLink(file) ? Files.readSymbolicLink(file).toString() : null;
            long size = (Long) Files.getAttribute(file, "size", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Status(type(file), (mode & 0100) != 0, size, target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(String path) throws Gone {
        beforeOpen.accept(path);
        try {
            return Files.newInputStream(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new Gone(e.toString());
        }
    }

    @Override
    public Children children(String folder, int atMost) throws Gone {
        try (Stream<Path> all = Files.list(root.resolve(folder))) {
            List<Entry> entries = all.map(path -> new Entry(path.getFileName().toString(), type(path)))
                    .toList();
            int most = Math.min(atMost, longestList);
            return new Children(entries.subList(0, Math.min(entries.size(), most)), entries.size() > most);
        } catch (IOException e) {
            throw new Gone(e.toString());
        }
    }

    /// How often the status of something was asked for.
    int looks() {
        return looks;
    }

    /// A list of a folder ends after so many entries.
    FolderFiles listing(int atMost) {
        longestList = atMost;
        return this;
    }

    private static Type type(Path file) {
        if (Files.isSymbolicLink(file)) return Type.link;
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) return Type.folder;
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Type.file : Type.other;
    }
}
