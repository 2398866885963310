package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.client.SessionView;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What real clients that stay connected see when the backend comes back with other files than it went with: they begin
/// again where a log is another one, and only there, and show in the end what the files hold.
class RestoredTest {
    private static final int CLIENTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path root;

    private final FakeVendor vendor = new FakeVendor().always(Replies::working);
    private final List<Regular> clients = new ArrayList<>();
    private BackendProcess backend;
    private int port;

    RestoredTest() throws IOException {}

    private void start(Path folder) throws IOException {
        if (port == 0) port = BackendProcess.freePort();
        backend = BackendProcess.start(
                PackedBackend.make(), folder, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"), port, List.of());
    }

    private void clients(SessionId session) {
        for (int i = 0; i < CLIENTS; i++) {
            Regular client = new Regular(backend.backend());
            clients.add(client);
            client.follow(session);
            client.watch();
        }
    }

    @AfterEach
    void close() throws IOException {
        clients.forEach(Regular::close);
        if (backend != null) backend.close();
        vendor.close();
    }

    @Test
    void anOlderBackupMakesThemBeginAgain() throws Exception {
        Path old = Files.createDirectories(root.resolve("old"));
        Path restored = Files.createDirectories(root.resolve("restored"));
        start(old);
        SessionId session;
        RepositoryName repository;
        try (Witness witness = new Witness(backend.backend())) {
            repository = witness.sample(old);
            session = witness.begin(repository);
            work(witness, session, "Before");
            clients(session);
            backUp(restored.resolve("state"));
            work(witness, session, "After");
            assertAllSee(session, witness, 0);
        }
        backend.kill();
        Path secrets = Files.createDirectories(restored.resolve("state/secrets"));
        Files.copy(old.resolve("state/secrets/token"), secrets.resolve("token"));
        start(restored);
        try (Witness witness = new Witness(backend.backend())) {
            witness.follow(session);
            witness.await("what was there before is", w -> w.count(TurnFinished.class) == 1);
            assertAllSee(session, witness, 1);
            SessionId next = witness.begin(repository);
            work(witness, next, "And now");
            awaitListed(session, next);
        }
        assertThat(clients).allMatch(client -> client.boardResets() == 1);
    }

    @Test
    void aLostIndexMakesThemBeginAgainWithTheBoardAlone() throws Exception {
        start(root);
        SessionId session;
        try (Witness witness = new Witness(backend.backend())) {
            session = witness.begin(witness.sample(root));
            work(witness, session, "Before");
            clients(session);
            awaitListed(session);
            assertAllSee(session, witness, 0);
        }
        backend.kill();
        for (String part : List.of("", "-wal", "-shm")) Files.deleteIfExists(root.resolve("state/index.db" + part));
        start(root);
        try (Witness witness = new Witness(backend.backend())) {
            witness.follow(session);
            witness.await("what was there before is", w -> w.count(TurnFinished.class) == 1);
            work(witness, session, "After");
            assertAllSee(session, witness, 0);
        }
        awaitListed(session);
        assertThat(clients).allMatch(client -> client.boardResets() == 1);
    }

    private static void work(Witness witness, SessionId session, String text) {
        int before = witness.count(TurnFinished.class);
        witness.ask(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, "echo " + text, null, null));
        witness.await(text + ": its turn ends", w -> w.count(TurnFinished.class) > before);
    }

    private void assertAllSee(SessionId session, Witness witness, int resets) {
        Awaitility.await("all clients see what is there")
                .dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clients).allSatisfy(client -> {
                    assertThat(client.troubles()).isEmpty();
                    assertThat(client.views().get(session)).isEqualTo(fold(witness.events()));
                    assertThat(client.resets(session)).isEqualTo(resets);
                }));
    }

    private void awaitListed(SessionId... sessions) {
        Awaitility.await("all clients list what is there")
                .dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clients)
                        .allSatisfy(
                                client -> assertThat(client.board().sessions()).containsOnlyKeys(sessions)));
    }

    private static SessionView fold(List<Logged> log) {
        SessionView view = SessionView.EMPTY;
        for (Logged logged : log) view = view.apply(logged);
        return view;
    }

    private void backUp(Path folder) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(backend.backend().url() + "/v1/backup"))
                    .header("Authorization", "Bearer " + backend.backend().token())
                    .POST(HttpRequest.BodyPublishers.ofString("{\"folder\":\"" + folder + "\"}"))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"done\":true");
        }
    }
}
