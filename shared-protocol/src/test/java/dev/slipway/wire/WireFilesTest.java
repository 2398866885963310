package dev.slipway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.json.Json;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The files in `wire/` and the records agree: the files are the protocol as other languages see it.
class WireFilesTest {

    static Set<String> folders() {
        return WireFiles.KINDS.keySet();
    }

    static Stream<Arguments> records() {
        return WireFiles.KINDS.entrySet().stream()
                .flatMap(kind -> onTheWire(kind.getValue()).map(record -> Arguments.of(kind.getKey(), record)));
    }

    static Stream<Arguments> files() {
        return WireFiles.KINDS.entrySet().stream()
                .flatMap(kind -> WireFiles.in(kind.getKey()).stream().map(file -> Arguments.of(kind.getValue(), file)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void everyRecordHasAFileAndEveryFileARecord(String folder) {
        Set<String> files =
                WireFiles.in(folder).stream().map(WireFiles::typeOf).collect(Collectors.toCollection(TreeSet::new));
        assertThat(onTheWire(WireFiles.KINDS.get(folder)).map(Json::typeOf))
                .as("a record that is permitted needs an example in wire/%s, and an example needs its record", folder)
                .containsExactlyInAnyOrderElementsOf(files);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("files")
    void whatIsReadFromAFileIsWrittenTheSame(Class<?> kind, Path file) {
        String text = WireFiles.text(file);
        Object message = Json.read(text, kind);
        assertThat(WireFiles.tree(Json.text(message))).isEqualTo(WireFiles.tree(text));
        assertThat(Json.bytes(message)).asString().isEqualTo(Json.text(message));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("files")
    void whatIsWrittenIsReadTheSame(Class<?> kind, Path file) {
        Object message = Json.read(WireFiles.text(file), kind);
        assertThat(Json.read(Json.text(message), kind)).isEqualTo(message);
        assertThat(Json.read(Json.bytes(message), kind)).isEqualTo(message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("files")
    void theTypeIsTheRecordsNameInSnakeCase(Class<?> kind, Path file) {
        String type = WireFiles.tree(WireFiles.text(file)).path("type").asString();
        assertThat(type).isEqualTo(WireFiles.typeOf(file)).matches("[a-z]+(_[a-z]+)*");
        String name = Json.read(WireFiles.text(file), kind).getClass().getSimpleName();
        assertThat(type.replace("_", "")).isEqualTo(name.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("records")
    void whatIsOptionalIsThereInOneFileAndNotInAnother(String folder, Class<?> record) {
        List<JsonNode> examples = WireFiles.in(folder).stream()
                .filter(file -> WireFiles.typeOf(file).equals(Json.typeOf(record)))
                .map(file -> WireFiles.tree(WireFiles.text(file)))
                .toList();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = component.getName();
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            assertThat(examples).as("%s is shown", name).anyMatch(e -> e.has(name));
            if (optional) assertThat(examples).as("%s is left out", name).anyMatch(e -> !e.has(name));
            else assertThat(examples).as("%s is never left out", name).allMatch(e -> e.has(name));
        }
    }

    /// `Unknown` stands for what a newer server says, and is never written.
    private static Stream<Class<?>> onTheWire(Class<?> kind) {
        return Json.records(kind).stream().filter(r -> !r.getSimpleName().equals("Unknown"));
    }
}
