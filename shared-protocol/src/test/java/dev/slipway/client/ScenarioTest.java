package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.json.Json;
import dev.slipway.wire.WireFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Events in, the view out, as `wire/scenarios/` tells it. The clients in other languages fold the same files.
class ScenarioTest {

    static Stream<Path> scenarios() {
        return WireFiles.in("scenarios").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void theEventsFoldToTheView(Path file) {
        JsonNode scenario = WireFiles.tree(WireFiles.text(file));
        assertThat(WireFiles.pretty(folded(scenario)))
                .as(scenario.path("title").asString())
                .isEqualTo(WireFiles.pretty(scenario.path("view")));
    }

    private static JsonNode folded(JsonNode scenario) {
        List<String> events = Projection.list(scenario.path("events")).stream()
                .map(event -> message(scenario, (ObjectNode) event.deepCopy()))
                .toList();
        if (scenario.path("fold").asString().equals("board")) {
            BoardView view = BoardView.EMPTY;
            for (String event : events) view = view.apply((ServerMessage.Board) Json.read(event, ServerMessage.class));
            return Projection.of(view);
        }
        SessionView view = SessionView.EMPTY;
        for (String event : events) view = view.apply((ServerMessage.Logged) Json.read(event, ServerMessage.class));
        return Projection.of(view);
    }

    /// The message in which the event comes.
    private static String message(JsonNode scenario, ObjectNode event) {
        boolean board = scenario.path("fold").asString().equals("board");
        event.put("type", board ? "board" : "logged");
        event.set("epoch", scenario.path("epoch"));
        if (!board) event.set("sessionId", scenario.path("sessionId"));
        return event.toString();
    }
}
