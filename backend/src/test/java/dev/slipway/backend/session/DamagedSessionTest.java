package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.people.Caller;
import dev.slipway.client.SessionView;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionManifest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions whose files were really damaged, while no backend ran.
class DamagedSessionTest {
    private static final int PAGE = 4096;
    private static final int TURNS = 6;

    @TempDir
    Path root;

    private SessionId damaged;
    private SessionId other;
    private long head;

    @BeforeEach
    void live() throws IOException {
        try (House house = open()) {
            damaged = house.preparedSession();
            other = house.session();
            for (int turn = 1; turn <= TURNS; turn++) {
                house.prompt(damaged, "Prompt " + turn + " " + "of many words ".repeat(300));
                int count = turn;
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> house.finished(damaged).size() == count);
            }
            head = house.sessions().log(damaged).head();
        }
    }

    private House open() throws IOException {
        return House.open(root, Talker.saying("An answer of words. ".repeat(400)));
    }

    private Path file() {
        return root.resolve("state/sessions").resolve(damaged.value()).resolve("log.db");
    }

    private void overwrite(long from, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(from).nextBytes(noise);
        try (RandomAccessFile open = new RandomAccessFile(file().toFile(), "rw")) {
            open.seek(from);
            open.write(noise);
        }
    }

    private static void assertIsShown(House house, SessionId id) {
        Awaitility.await("it is found by itself")
                .atMost(Duration.ofSeconds(60))
                .until(() -> house.sessions().board().damaged().containsKey(id));
        assertThat(house.sessions().board().session(id).map(SessionListed::damage))
                .isPresent();
    }

    private void assertOthersGoOn(House house) {
        house.prompt(other, "And you?");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> house.finished(other).size() == 1);
        assertThat(house.sessions().board().session(other).orElseThrow().damage())
                .isNull();
    }

    private SessionManifest exported(House house) throws Exception {
        byte[] file = KeepingScene.export(house, damaged);
        SessionManifest manifest = KeepingScene.manifest(file);
        assertThat(manifest.missing()).isNotNull();
        SessionId seen = KeepingScene.take(house, file);
        SessionView view = KeepingScene.seen(house, seen);
        assertThat(view.created().importedFrom().lost())
                .isEqualTo(manifest.missing().events());
        return manifest;
    }

    @Test
    void withoutItsBeginningItIsShownAndAllButThatIsExported() throws Exception {
        overwrite(0, PAGE);
        try (House house = open()) {
            assertIsShown(house, damaged);
            SessionManifest manifest = exported(house);
            assertThat(manifest.events()).isGreaterThan(head / 2);
            assertThat(manifest.title()).startsWith("Prompt 1");
            assertThat(manifest.repository().value()).isEqualTo("project");
            assertOthersGoOn(house);
        }
    }

    @Test
    void pagesOverwrittenInItsMidstTakeSomeEventsAndTheTerminalCanSayWhich() throws Exception {
        overwrite(Files.size(file()) / 2 / PAGE * PAGE, 2 * PAGE);
        try (House house = open()) {
            SessionManifest manifest = exported(house);
            assertThat(manifest.missing().events()).isBetween(1L, head / 2);
            assertThat(manifest.missing().gaps()).isNotEmpty();
            assertThat(manifest.events() + manifest.missing().events()).isEqualTo(head);
            assertIsShown(house, damaged);
            assertOthersGoOn(house);
        }
        try (House house = open()) {
            assertThat(house.sessions().board().damaged())
                    .as("it is still known after a start, though the session opens")
                    .containsKey(damaged);
        }
    }

    @Test
    void aFileThatIsCutOffIsShownAndTheRestIsExported() throws Exception {
        try (RandomAccessFile open = new RandomAccessFile(file().toFile(), "rw")) {
            open.setLength(open.length() * 2 / 3);
        }
        try (House house = open()) {
            assertIsShown(house, damaged);
            assertThat(exported(house).events()).isPositive();
            assertOthersGoOn(house);
        }
    }

    @Test
    void anEmptyFileIsNoSessionThatNeverBegan() throws Exception {
        Path output = Files.createDirectories(file().resolveSibling("outputs")).resolve("block001");
        Files.writeString(output, "words");
        Files.write(file(), new byte[0]);
        try (House house = open()) {
            assertIsShown(house, damaged);
            assertThatThrownBy(() -> house.prompt(damaged, "Go on")).hasMessageContaining("empty");
            assertThat(output).as("nothing of it was removed").hasContent("words");
            assertThat(exported(house).events()).isZero();
            assertOthersGoOn(house);
        }
    }

    @Test
    void whatIsDamagedCanBeDeleted() throws Exception {
        overwrite(0, PAGE);
        try (House house = open()) {
            assertIsShown(house, damaged);
            house.sessions()
                    .commands()
                    .take(Caller.OPERATOR, new ClientMessage.DeleteSession(RequestId.fresh(), damaged));
            assertThat(house.sessions().board().damaged()).isEmpty();
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void whatWasMendedIsShownAsSoundAgain() throws Exception {
        byte[] sound = Files.readAllBytes(file());
        overwrite(0, PAGE);
        try (House house = open()) {
            assertIsShown(house, damaged);
        }
        Files.write(file(), sound);
        try (House house = open()) {
            assertThat(house.sessions().board().damaged()).isEmpty();
            assertThat(house.sessions().board().session(damaged).orElseThrow().damage())
                    .isNull();
            assertThat(house.sessions().log(damaged).head()).isEqualTo(head);
        }
    }

    @Test
    void theRefusalSaysHowToSaveWhatIsLeft() throws Exception {
        overwrite(0, PAGE);
        try (House house = open()) {
            byte[] body = KeepingScene.get(house, "/v1/sessions/" + damaged + "/details")
                    .body();
            assertThat(Map.of("body", new String(body, StandardCharsets.UTF_8)).toString())
                    .contains("slipway export", "session_damaged");
        }
    }
}
