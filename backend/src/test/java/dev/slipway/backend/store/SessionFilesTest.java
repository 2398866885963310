package dev.slipway.backend.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFilesTest {
    @TempDir
    Path home;

    private SessionFiles open() {
        return SessionFiles.open(home, Clock.systemUTC());
    }

    private static void begin(LogFile log) {
        log.append(List.of(new NewRow("begun", null, "{}".getBytes(UTF_8))), Durability.power_cut, List.of());
    }

    @Test
    void manyAreMadeWhetherTheStockHoldsOrNot() {
        try (SessionFiles files = open()) {
            for (int i = 0; i < 30; i++) {
                try (LogFile log = files.create("session" + i)) {
                    begin(log);
                }
            }
            assertThat(files.ids()).hasSize(30);
            assertThat(files.ids().stream()
                            .map(id -> {
                                try (LogFile log = files.open(id)) {
                                    return log.epoch();
                                }
                            })
                            .distinct())
                    .hasSize(30);
        }
    }

    @Test
    void whatAKilledBackendLeftIsToldFromWhatWasClosed() throws Exception {
        try (SessionFiles files = open()) {
            try (LogFile log = files.create("closed1")) {
                begin(log);
            }
            LogFile killed = files.create("killed1");
            begin(killed);
            LogFile halfMade = files.create("halfmade1");
            // What stands in the folder while the logs are open is what a killed process leaves.
            Path left = home.resolveSibling(home.getFileName() + "-left");
            copy(home.resolve("sessions"), left.resolve("sessions"));
            killed.close();
            halfMade.close();
            try (SessionFiles after = SessionFiles.open(left, Clock.systemUTC())) {
                assertThat(after.ids()).containsExactly("closed1", "killed1");
                assertThat(after.wasOpen("killed1")).isTrue();
                assertThat(after.wasOpen("closed1")).isFalse();
                try (LogFile log = after.open("killed1")) {
                    assertThat(log.head()).isEqualTo(1);
                }
            }
            dev.slipway.backend.files.Trees.delete(left);
        }
    }

    @Test
    void whatIsReservedForASessionStaysThereWhenItComesAndGoesWithTheBackendWhereItDoesNot() throws Exception {
        try (SessionFiles files = open()) {
            files.reserve("comes1");
            files.reserve("never1");
            for (String id : List.of("comes1", "never1"))
                Files.writeString(files.folder(id).resolve("ground.json"), "{}");
            try (LogFile log = files.create("comes1")) {
                begin(log);
            }
            assertThat(files.ids()).containsExactly("comes1");
            assertThat(files.folders()).containsExactly("comes1", "never1");
            assertThat(files.folder("comes1").resolve("ground.json")).exists();
        }
        try (SessionFiles files = open()) {
            assertThat(files.folders()).containsExactly("comes1");
            assertThat(files.folder("comes1").resolve("ground.json")).exists();
        }
    }

    @Test
    void aDamagedSessionIsReportedAndTheOthersOpen() throws Exception {
        try (SessionFiles files = open()) {
            files.create("damaged1").close();
            try (LogFile log = files.create("sound1")) {
                begin(log);
            }
        }
        Files.writeString(home.resolve("sessions/damaged1/log.db"), "x".repeat(9000));
        try (SessionFiles files = open()) {
            assertThat(files.ids()).contains("damaged1", "sound1");
            assertThatThrownBy(() -> files.open("damaged1"))
                    .isInstanceOf(DamagedLog.class)
                    .hasMessageContaining("damaged1");
            files.open("sound1").close();
        }
    }

    @Test
    void aDeletedSessionIsGoneAtOnceAndItsFilesSoon() throws Exception {
        try (SessionFiles files = open()) {
            files.create("session1").close();
            files.outputs("session1").append("block1", "text".getBytes(UTF_8));
            files.delete("session1");
            assertThat(files.exists("session1")).isFalse();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                try (var left = Files.list(home.resolve("rubbish"))) {
                    return left.findAny().isEmpty();
                }
            });
        }
    }

    @Test
    void namesThatLeadElsewhereAreNone() {
        try (SessionFiles files = open()) {
            for (String name : List.of("..", "../x", "a/b", "", "A", "x".repeat(41)))
                assertThatThrownBy(() -> files.folder(name)).isInstanceOf(IllegalArgumentException.class);
            Outputs outputs = files.outputs("session1");
            assertThatThrownBy(() -> outputs.read("../log", 0, 10)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anOutputIsReadInPartsOverAReopening() {
        try (SessionFiles files = open()) {
            files.create("session1").close();
            Outputs outputs = files.outputs("session1");
            outputs.append("block1", "Hello, ".getBytes(UTF_8));
            assertThat(outputs.end("block1")).isEqualTo(7);
            outputs.append("block1", "world".getBytes(UTF_8));
            outputs.close();
            Outputs again = files.outputs("session1");
            assertThat(new String(again.read("block1", 5, 4), UTF_8)).isEqualTo(", wo");
            assertThat(again.read("block1", 12, 4)).isEmpty();
            assertThat(again.read("block1", 1L << 40, 4)).isEmpty();
            assertThat(again.read("none", 0, 4)).isEmpty();
            assertThat(again.size("none")).isZero();
        }
    }

    @Test
    void aSecondBackendDoesNotGetTheSameFolder() {
        try (HomeLock first = HomeLock.take(home).orElseThrow()) {
            assertThat(HomeLock.take(home)).isEmpty();
            assertThat(first).isNotNull();
        }
        HomeLock.take(home).orElseThrow().close();
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to.getParent());
        try (var all = Files.walk(from)) {
            for (Path path : all.toList())
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
