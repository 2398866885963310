package dev.slipway.backend.session;

import dev.slipway.backend.House;
import dev.slipway.backend.Worker;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ClientMessage.Typing;
import dev.slipway.protocol.PoolFigures;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A house with real sandboxes, of which some wait for sessions.
abstract class PoolScene {
    @TempDir
    Path root;

    House house;
    RepositoryName project;

    @BeforeEach
    void open() throws IOException {
        house = House.open(
                root,
                new Worker(),
                EmbeddedEngine.open(
                        Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                        root.resolve("scratch"),
                        EmbeddedEngine.Protection.required));
        project = house.repository();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private boolean begun;

    /// The id of the session that will have it.
    String awaitWaiting() throws IOException {
        if (!begun) house.pool().begin();
        begun = true;
        house.sessions().typing(Typing.on(project, null));
        Awaitility.await("one waits").atMost(Duration.ofSeconds(60)).until(() -> {
            PoolFigures now = house.pool().figures();
            return now.waiting() == 1 && now.starting() == 0;
        });
        return reserved().getFirst();
    }

    SessionId create() {
        return house.sessions()
                .create(Caller.OPERATOR, new ClientMessage.CreateSession(RequestId.fresh(), project, null, null))
                .session();
    }

    List<String> reserved() throws IOException {
        Path sessions = house.home().resolve("sessions");
        try (Stream<Path> folders = Files.list(sessions)) {
            return folders.filter(folder -> !Files.exists(folder.resolve("log.db")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    /// What the session's first prompt, which is a command, printed.
    String run(SessionId session, String command) {
        house.prompt(session, command);
        Awaitility.await("the turn ends")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !house.finished(session).isEmpty());
        return events(session, ToolFinished.class).getLast().output();
    }

    <E extends SessionEvent> List<E> events(SessionId session, Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(entry -> Json.read(entry.json(), SessionEvent.class))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
