package dev.slipway.backend.image;

import dev.slipway.protocol.RepositoryName;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// What stands beside a layer and says that it is complete: it is written last.
///
/// @param kind what was done to make it
/// @param below the keys of the layers that it needs below it, the lowest first
/// @param files of the commit
/// @param bytes on disk
record LayerManifest(
        String key,
        Kind kind,
        RepositoryName repository,
        String commit,
        List<String> below,
        int files,
        long bytes,
        Duration took) {
    enum Kind {
        checkout,
        packages,
        setup,
        build,
        warm_up,
        /// Several in one.
        flat
    }

    static final String LAYER = "upper";
    static final String FILE = "manifest";
    /// What is in a layer; one of another form is none.
    private static final String FORM = "2";

    /// Its stack: itself and what it needs below, the lowest first.
    List<String> stack() {
        List<String> all = new ArrayList<>(below);
        all.add(key);
        return all;
    }

    /// Empty where the folder holds no complete layer.
    static Optional<LayerManifest> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file) || !Files.isDirectory(folder.resolve(LAYER))) return Optional.empty();
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            all.load(reader);
            if (!all.getProperty("form", "1").equals(FORM)) return Optional.empty();
            return Optional.of(new LayerManifest(
                    folder.getFileName().toString(),
                    Kind.valueOf(all.getProperty("kind", "checkout")),
                    new RepositoryName(all.getProperty("repository", "")),
                    all.getProperty("commit", ""),
                    Stream.of(all.getProperty("below", "").split(" "))
                            .filter(key -> !key.isEmpty())
                            .toList(),
                    Integer.parseInt(all.getProperty("files", "")),
                    Long.parseLong(all.getProperty("bytes", "0")),
                    Duration.ofMillis(Long.parseLong(all.getProperty("tookMs", "")))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// On disk when this returns.
    void write(Path folder) throws IOException {
        Properties all = new Properties();
        all.setProperty("form", FORM);
        all.setProperty("kind", kind.name());
        all.setProperty("bytes", Long.toString(bytes));
        all.setProperty("repository", repository.value());
        all.setProperty("commit", commit);
        all.setProperty("below", String.join(" ", below));
        all.setProperty("files", Integer.toString(files));
        all.setProperty("tookMs", Long.toString(took.toMillis()));
        StringWriter text = new StringWriter();
        all.store(text, null);
        Path making = folder.resolve("." + FILE);
        try (FileChannel channel = FileChannel.open(making, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(making, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
