package dev.slipway.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.json.Json;
import io.helidon.webserver.http.HttpRouting;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The description and what is there: neither says more than the other.
class OpenApiTest {
    private static final Path WIRE = Path.of("..", "shared-protocol", "wire");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
    private static final String TEXT = new String(Description.bytes(), StandardCharsets.UTF_8);
    private static final Map<String, Object> WHOLE =
            map(new Load(LoadSettings.builder().build()).loadFromString(TEXT));

    @TempDir
    Path root;

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }

    @Test
    void aParserFindsNothingWrongWithIt() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        assertThat(new OpenAPIV3Parser().readContents(TEXT, null, options).getMessages())
                .isEmpty();
    }

    @Test
    void eachRouteIsDescribedWithItsMethodsAndNothingElseIs() throws IOException {
        Map<String, Set<String>> described = new TreeMap<>();
        map(WHOLE.get("paths"))
                .forEach((path, item) -> described.put(
                        path,
                        map(item).keySet().stream()
                                .filter(METHODS::contains)
                                .map(method -> method.toUpperCase(Locale.ROOT))
                                .collect(Collectors.toCollection(TreeSet::new))));
        try (House house = House.open(root, Talker.saying("Hello"))) {
            assertThat(described)
                    .isEqualTo(house.api().doors(HttpRouting.builder()).methods());
        }
    }

    static List<Path> answers() throws IOException {
        try (Stream<Path> files = Files.list(WIRE.resolve("http"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachAnswerIsWhatItsSchemaSays(Path file) throws IOException {
        String name = file.getFileName().toString().replaceAll("\\..*", "");
        String record = Arrays.stream(name.split("_"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        assertHolds(record, Files.readString(file));
    }

    /// What a client sends by WebSocket is what it sends by HTTP, but for what the path says.
    @ParameterizedTest
    @CsvSource({
        "create_session,CreateSession",
        "submit_prompt,Prompt",
        "stop_turn,Request",
        "rename_session,Rename",
        "archive_session,Request",
        "restore_session,Request",
        "fork_session,Fork",
        "undo_turns,Undo",
        "add_repository,AddRepository",
    })
    void eachBodyIsItsCommand(String command, String schema) throws IOException {
        for (String kind : List.of("", ".minimal")) {
            Path file = WIRE.resolve("client").resolve(command + kind + ".json");
            if (!Files.exists(file)) continue;
            Map<String, Object> body = map(Json.read(Files.readString(file), LinkedHashMap.class));
            body.remove("type");
            body.remove("sessionId");
            assertHolds(schema, Json.text(body));
        }
    }

    @Test
    void theSameIsTrueOfARunningBackend() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"));
                HttpClient client = HttpClient.newHttpClient()) {
            house.session();
            Map<String, String> answers = Map.of(
                    "/v1/sessions", "SessionList",
                    "/v1/repositories", "RepositoryList",
                    "/v1/images", "ImageList",
                    "/v1/doctor", "DoctorReport",
                    "/v1/ready", "Ready",
                    "/v1/nothing", "Problem");
            for (var each : answers.entrySet()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(house.url() + each.getKey()))
                        .header("Authorization", "Bearer " + House.TOKEN)
                        .build();
                assertHolds(
                        each.getValue(),
                        client.send(request, HttpResponse.BodyHandlers.ofString())
                                .body());
            }
        }
    }

    @Test
    void aSchemaRefusesWhatItDoesNotSay() {
        assertThat(schema("Applied").validate("{\"files\":[],\"more\":1}", InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema("Applied").validate("{\"files\":[1]}", InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema("Applied").validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    private static void assertHolds(String schema, String json) {
        assertThat(schema(schema).validate(json, InputFormat.JSON))
                .as("%s against %s", json, schema)
                .isEmpty();
    }

    private static Schema schema(String name) {
        Map<String, Object> components = map(WHOLE.get("components"));
        assertThat(map(components.get("schemas"))).containsKey(name);
        Map<String, Object> document = Map.of(
                "$ref",
                "#/components/schemas/" + name,
                "components",
                Map.of("schemas", closed(components.get("schemas"))));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.text(document), InputFormat.JSON);
    }

    /// Readers ignore what they don't know; here nothing may be left unsaid.
    private static Object closed(Object node) {
        if (node instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(closed(item)));
            return all;
        }
        if (!(node instanceof Map<?, ?>)) return node;
        Map<String, Object> all = new LinkedHashMap<>();
        map(node).forEach((key, value) -> all.put(key, closed(value)));
        if ("object".equals(all.get("type")) && all.get("properties") instanceof Map)
            all.putIfAbsent("additionalProperties", false);
        return all;
    }
}
