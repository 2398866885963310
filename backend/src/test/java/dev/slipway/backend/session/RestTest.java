package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Worker;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import dev.slipway.protocol.AsideEvent.ServicesFailed;
import dev.slipway.protocol.ClientMessage.Typing;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real sandbox that nobody uses.
class RestTest {
    @TempDir
    Path root;

    @Test
    void aSandboxThatNobodyUsesIsReleasedAndComesBackWithItsFiles() throws Exception {
        EmbeddedEngine engine = EmbeddedEngine.open(
                Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                root.resolve("scratch"),
                EmbeddedEngine.Protection.required);
        try (House house = House.open(root, new Worker(), engine)) {
            SessionId id = house.session();
            run(
                    house,
                    id,
                    1,
                    "echo kept > ignored.tmp; nohup sh -c 'sleep 2; echo later >> later.tmp; sleep 98765' > /dev/null 2>&1 &");
            Session session = house.open().find(id).orElseThrow();
            Rest.of(session, Duration.ofHours(1));
            assertThat(state(house, id)).isEqualTo(SessionDetails.State.running);

            Path workspace = root.resolve("state/sessions/" + id + "/workspace");
            Awaitility.await("what runs wrote after its turn")
                    .until(() -> Files.exists(workspace.resolve("upper/workspace/later.tmp")));
            Rest.of(session, Duration.ZERO);
            Awaitility.await("what was written has become a layer")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !Files.exists(workspace.resolve("upper")));
            assertThat(state(house, id)).isEqualTo(SessionDetails.State.released);
            assertThat(details(house, id).diskUsedBytes()).isPositive();
            assertThat(events(house, id, ServicesFailed.class))
                    .singleElement()
                    .satisfies(told -> assertThat(told.problems().getFirst()).contains("sleep 98765"));
            Rest.of(session, Duration.ZERO);
            assertThat(events(house, id, ServicesFailed.class)).hasSize(1);

            house.sessions().typing(Typing.in(id));
            Awaitility.await("it comes back")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> state(house, id) == SessionDetails.State.running);
            run(house, id, 2, "cat ignored.tmp later.tmp");
            assertThat(events(house, id, ToolFinished.class).getLast().output()).isEqualTo("kept\nlater");
        }
    }

    private static SessionDetails.State state(House house, SessionId session) {
        return details(house, session).state();
    }

    private static SessionDetails.Sandbox details(House house, SessionId session) {
        return house.open().details(session).orElseThrow().sandbox();
    }

    private static void run(House house, SessionId session, int turns, String command) {
        house.prompt(session, command);
        Awaitility.await("the turn ends")
                .atMost(Duration.ofSeconds(60))
                .until(() -> house.finished(session).size() == turns);
        Awaitility.await("nothing goes on")
                .until(() -> house.open().find(session).orElseThrow().isIdle());
    }

    private static <E extends SessionEvent> List<E> events(House house, SessionId session, Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(entry -> Json.read(entry.json(), SessionEvent.class))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
