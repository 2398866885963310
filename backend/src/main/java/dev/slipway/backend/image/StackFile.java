package dev.slipway.backend.image;

import dev.slipway.backend.files.AtomicFile;
import dev.slipway.backend.sandbox.SandboxEngine.Extent;
import dev.slipway.protocol.SnapshotId;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/// A [Stack] beside the layer that its sandbox writes, and the one that will follow while a layer is moved.
/// Each write is on disk when it returns.
final class StackFile {
    private static final String FORM = "1";
    private static final String SNAPSHOT = "snapshot.";

    private final Path file;
    private final Path next;

    /// @param state the session's state folder
    StackFile(Path state) {
        this.file = state.resolve("stack");
        this.next = state.resolve("stack.next");
    }

    /// [Stack#EMPTY] where there is none yet.
    Stack read() throws IOException {
        return read(file).orElse(Stack.EMPTY);
    }

    /// The stack that is to follow, where a move was begun and not ended.
    Optional<Stack> intended() throws IOException {
        return read(next);
    }

    void write(Stack stack) throws IOException {
        AtomicFile.write(file, bytes(stack));
    }

    /// Says what will be, before it is done.
    void intend(Stack stack) throws IOException {
        AtomicFile.write(next, bytes(stack));
    }

    /// It is done.
    void follow() throws IOException {
        AtomicFile.move(next, file);
    }

    /// It won't be done.
    void drop() throws IOException {
        Files.deleteIfExists(next);
    }

    /// Every layer that is named, also by what is only intended.
    Set<String> keys() throws IOException {
        Set<String> keys = new HashSet<>();
        // In this order: what is intended may become what is.
        intended().ifPresent(stack -> keys.addAll(stack.keys()));
        keys.addAll(read().keys());
        return keys;
    }

    private static Optional<Stack> read(Path file) throws IOException {
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            all.load(reader);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            if (!FORM.equals(all.getProperty("form"))) throw new IllegalArgumentException("it has another form");
            return Optional.of(stack(all));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " can't be understood: " + e.getMessage(), e);
        }
    }

    private static Stack stack(Properties all) {
        Map<SnapshotId, List<String>> snapshots = new HashMap<>();
        for (String name : all.stringPropertyNames())
            if (name.startsWith(SNAPSHOT))
                snapshots.put(new SnapshotId(name.substring(SNAPSHOT.length())), words(all.getProperty(name)));
        List<String> layers = words(all.getProperty("layers", ""));
        String undo = all.getProperty("undo", "");
        String copied = all.getProperty("copied");
        if (copied == null) return new Stack(undo, layers, null, null, snapshots);
        List<Long> when = words(all.getProperty("copied.when", "")).stream()
                .map(Long::parseLong)
                .toList();
        if (when.size() != 4) throw new IllegalArgumentException("copied.when");
        Extent extent = new Extent(when.get(0), when.get(1), when.get(2));
        return new Stack(
                undo, layers, new SnapshotId(copied), new SnapshotPolicy.Copied(extent, when.get(3)), snapshots);
    }

    private static byte[] bytes(Stack stack) throws IOException {
        Properties all = new Properties();
        all.setProperty("form", FORM);
        all.setProperty("undo", stack.undo());
        all.setProperty("layers", String.join(" ", stack.layers()));
        stack.snapshots().forEach((id, keys) -> all.setProperty(SNAPSHOT + id, String.join(" ", keys)));
        SnapshotPolicy.Copied when = stack.copiedWhen();
        if (stack.copied() != null && when != null) {
            Extent was = when.extent();
            all.setProperty("copied", stack.copied().value());
            all.setProperty(
                    "copied.when",
                    was.bytes() + " " + was.entries() + " " + was.newestChangeNanos() + " " + when.atNanos());
        }
        StringWriter text = new StringWriter();
        all.store(text, null);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
