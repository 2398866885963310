package dev.slipway.wire;

import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The files in `wire/`, which the tests of every language read.
public final class WireFiles {
    private static final Path ROOT = Path.of("wire").toAbsolutePath();
    /// Knows nothing of the protocol, so that it can judge what does.
    private static final JsonMapper PLAIN = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /// The folders of messages, and what is in each.
    static final Map<String, Class<?>> KINDS = new TreeMap<>(Map.of(
            "client", ClientMessage.class,
            "server", ServerMessage.class,
            "session", SessionEvent.class,
            "board", BoardEvent.class));

    private WireFiles() {}

    /// All files of a folder, by name.
    public static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The record's name in snake case that a file's name begins with: `caught_up` for `caught_up.board.json`.
    static String typeOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String folder, String name) {
        return text(ROOT.resolve(folder).resolve(name + ".json"));
    }

    public static JsonNode tree(String json) {
        return PLAIN.readTree(json);
    }

    /// A line for each value and the names in order, so that a difference is seen.
    public static String pretty(JsonNode tree) {
        return PLAIN.writerWithDefaultPrettyPrinter().writeValueAsString(PLAIN.treeToValue(tree, Object.class));
    }
}
