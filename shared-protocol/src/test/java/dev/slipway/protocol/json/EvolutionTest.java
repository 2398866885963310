package dev.slipway.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.wire.WireFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What keeps an older and a newer side together: each new field has to pass through these.
class EvolutionTest {

    @Test
    void anOldReaderIgnoresANewField() {
        for (String folder : List.of("server", "session", "board"))
            for (var file : WireFiles.in(folder)) {
                Class<?> kind = kindOf(folder);
                JsonNode newer = withNewFields(WireFiles.tree(WireFiles.text(file)));
                Object read = Json.read(newer.toString(), kind);
                assertThat(read)
                        .as("%s with fields of a newer version", file.getFileName())
                        .isEqualTo(Json.read(WireFiles.text(file), kind));
            }
    }

    @Test
    void aNewReaderTakesAnOldMessage() {
        String withoutModel = WireFiles.text("session", "prompt_queued.minimal");
        SessionEvent.PromptQueued queued = (SessionEvent.PromptQueued) Json.read(withoutModel, SessionEvent.class);
        assertThat(queued.model()).isNull();
        assertThat(Json.text(queued)).doesNotContain("model", "null");
    }

    @Test
    void aNewReaderTakesTheBeginningOfASessionFromBeforeForks() {
        String old = WireFiles.text("session", "session_created");
        SessionEvent.SessionCreated created = (SessionEvent.SessionCreated) Json.read(old, SessionEvent.class);
        assertThat(created.forkedFrom()).isNull();
        assertThat(Json.text(created)).doesNotContain("forkedFrom", "null");
    }

    @Test
    void anUnknownEventKeepsItsPlaceInTheLog() {
        String logged = WireFiles.text("server", "logged").replace("answer_finished", "answer_illustrated");
        assertThat(Json.read(logged, ServerMessage.class)).isInstanceOfSatisfying(Logged.class, l -> {
            assertThat(l.seq()).isEqualTo(42);
            assertThat(l.event()).isEqualTo(new SessionEvent.Unknown());
            assertThat(l.event().requestId()).isNull();
        });
    }

    @Test
    void anErrorCodeOfANewerServerIsStillARefusal() {
        String rejected = WireFiles.text("server", "rejected").replace("\"conflict\"", "\"out_of_tea\"");
        assertThat(Json.read(rejected, ServerMessage.class)).isInstanceOfSatisfying(ServerMessage.Rejected.class, r -> {
            assertThat(r.code()).isEqualTo(ErrorCode.internal);
            assertThat(r.requestId()).isNotNull();
        });
    }

    private static Class<?> kindOf(String folder) {
        return switch (folder) {
            case "server" -> ServerMessage.class;
            case "session" -> SessionEvent.class;
            default -> dev.slipway.protocol.BoardEvent.class;
        };
    }

    private static JsonNode withNewFields(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.forEach(EvolutionTest::withNewFields);
            object.put("fresh", "field")
                    .putObject("freshThing")
                    .putArray("list")
                    .add(1);
        } else if (tree.isArray()) tree.forEach(EvolutionTest::withNewFields);
        return tree;
    }
}
