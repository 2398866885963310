package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup that is taken while turns run, and what it is when it is used.
class BackupTest {
    @TempDir
    Path root;

    private static String backUp(House house, Path folder) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(house.url() + "/v1/backup"))
                    .header("Authorization", "Bearer " + House.TOKEN)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"folder\":\"" + folder + "\"}"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static <E extends SessionEvent> List<E> events(House house, SessionId session, Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void allThatWasAcknowledgedBeforeIsInItAndGoesOn() throws Exception {
        Path first = root.resolve("first");
        List<SessionId> sessions = new ArrayList<>();
        List<List<RequestId>> prompts = new ArrayList<>();
        List<String> epochs = new ArrayList<>();
        Talker slow = new Talker(List.of("One ", "two ", "three"), word -> Thread.sleep(Duration.ofMillis(20)));
        try (House house = House.open(first, slow)) {
            for (int i = 0; i < 6; i++) {
                SessionId session = house.session();
                sessions.add(session);
                epochs.add(house.sessions().log(session).epoch());
                for (int n = 0; n < 5; n++) house.prompt(session, "Prompt " + n);
                prompts.add(requests(house, session));
            }
            assertThat(backUp(house, root.resolve("restored/state"))).contains("\"done\":true");
            for (SessionId session : sessions)
                Awaitility.await("work went on meanwhile")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> events(house, session, TurnFinished.class).size() == 5);
        }
        try (House house = House.open(root.resolve("restored"), Talker.saying("Hello"))) {
            assertThat(house.sessions().board().sessions()).hasSize(6);
            for (int i = 0; i < 6; i++) {
                SessionId session = sessions.get(i);
                assertThat(requests(house, session)).isEqualTo(prompts.get(i));
                assertThat(house.sessions().log(session).epoch())
                        .as("clients that know more are told to begin again")
                        .isNotEqualTo(epochs.get(i));
                Awaitility.await("what was running goes on by itself")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> events(house, session, TurnFinished.class).size() == 5);
            }
            assertThat(house.home().resolve("repos/project.git/HEAD")).exists();
        }
    }

    @Test
    void attachmentsAreInItTheUnusedOnesToo() throws Exception {
        SessionId session;
        Attachment used;
        Attachment unused;
        try (House house = House.open(root.resolve("first"), Talker.saying("Hello"))) {
            session = house.preparedSession();
            used = house.attach(session, "used.txt", new byte[] {1, 2});
            unused = house.attach(session, "unused.txt", new byte[] {3});
            house.prompt(session, "Look", List.of(used.attachmentId()));
            assertThat(backUp(house, root.resolve("restored/state"))).contains("\"done\":true");
        }
        try (House house = House.open(root.resolve("restored"), Talker.saying("Hello"))) {
            try (AttachedFile file = house.sessions().attachment(session, used.attachmentId())) {
                assertThat(file.about()).isEqualTo(used);
                assertThat(file.content().readAllBytes()).containsExactly(1, 2);
            }
            assertThat(house.prompt(session, "And this", List.of(unused.attachmentId()))
                            .attached())
                    .containsExactly(unused);
            house.awaitPrepared();
        }
    }

    private static List<RequestId> requests(House house, SessionId session) {
        return events(house, session, PromptQueued.class).stream()
                .map(PromptQueued::requestId)
                .toList();
    }

    @Test
    void aFolderThatHoldsSomethingIsNotTouched() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            Path mine = Files.createDirectories(root.resolve("mine"));
            Files.writeString(mine.resolve("letter"), "Dear Ada");
            assertThat(backUp(house, mine)).contains("isn't empty", "conflict");
            assertThat(backUp(house, root.resolve("state/inside"))).contains("outside the state folder");
            assertThat(backUp(house, Path.of("relative"))).contains("absolute");
            assertThat(mine).isDirectoryContaining(f -> f.endsWith("letter"));
            Path empty = Files.createDirectories(root.resolve("empty"));
            assertThat(backUp(house, empty)).contains("\"done\":true");
            assertThat(empty.resolve("index.db")).exists();
            assertThat(Files.getPosixFilePermissions(empty).toString()).doesNotContain("OTHERS", "GROUP");
            try (var left = Files.list(root)) {
                assertThat(left.map(f -> f.getFileName().toString())).noneMatch(n -> n.contains(".making-"));
            }
        }
    }

    @Test
    void aDamagedSessionIsCopiedAsItIsAndNamed() throws Exception {
        SessionId damaged;
        try (House house = House.open(root, Talker.saying("Hello"))) {
            damaged = house.session();
            house.session();
        }
        Path log = root.resolve("state/sessions").resolve(damaged.value()).resolve("log.db");
        Files.writeString(log, "x".repeat(9000));
        try (House house = House.open(root, Talker.saying("Hello"))) {
            assertThat(backUp(house, root.resolve("copy"))).contains("\"done\":true", damaged.value(), "as it is");
            assertThat(root.resolve("copy/sessions").resolve(damaged.value()).resolve("log.db"))
                    .hasSameBinaryContentAs(log);
        }
    }
}
