package dev.slipway.backend.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {
    @TempDir
    Path folder;

    private LogFile open() {
        return LogFile.open(folder.resolve("log.db"), Clock.systemUTC());
    }

    private static NewRow row(String text) {
        return row(null, text);
    }

    private static NewRow row(@Nullable String request, String text) {
        return new NewRow("said", request, text.getBytes(UTF_8));
    }

    private static String text(Row row) {
        return new String(row.json(), UTF_8);
    }

    @Test
    void seqsAreContiguousAndStayOverAReopening() {
        try (LogFile log = open()) {
            assertThat(log.append(List.of(row("a"), row("b")), Durability.kill, List.of()))
                    .extracting(Row::seq)
                    .containsExactly(1L, 2L);
        }
        try (LogFile log = open()) {
            assertThat(log.head()).isEqualTo(2);
            log.append(List.of(row("c")), Durability.power_cut, List.of());
            assertThat(log.read(0, 10, 1000)).extracting(LogFileTest::text).containsExactly("a", "b", "c");
        }
    }

    @Test
    void anAppendIsWholeOrNothing() {
        try (LogFile log = open()) {
            log.append(List.of(row("r1", "a")), Durability.kill, List.of());
            assertThatThrownBy(() -> log.append(List.of(row("b"), row("r1", "c")), Durability.kill, List.of()))
                    .isInstanceOf(StorageFailed.class);
            assertThat(log.head()).isEqualTo(1);
            assertThat(log.append(List.of(row("d")), Durability.kill, List.of()))
                    .extracting(Row::seq)
                    .containsExactly(2L);
            assertThat(log.read(0, 10, 1000)).extracting(LogFileTest::text).containsExactly("a", "d");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pagesTogetherAreTheLog(long seed) {
        Random random = new Random(seed);
        try (LogFile log = open()) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = i + "x".repeat(random.nextInt(300));
                all.add(text);
                log.append(List.of(row(text)), Durability.kill, List.of());
            }
            List<String> read = new ArrayList<>();
            long after = 0;
            while (after < log.head()) {
                List<Row> page = log.read(after, random.nextInt(1, 20), random.nextInt(500));
                assertThat(page).as("seed " + seed).isNotEmpty();
                page.forEach(row -> read.add(text(row)));
                after = page.getLast().seq();
            }
            assertThat(read).as("seed " + seed).isEqualTo(all);
        }
    }

    @Test
    void aRequestFindsItsAnswer() {
        String request = UUID.randomUUID().toString();
        try (LogFile log = open()) {
            log.append(List.of(row(request, "the answer"), row("more")), Durability.power_cut, List.of());
            assertThat(log.answer(request).map(LogFileTest::text)).contains("the answer");
            assertThat(log.answer("another")).isEmpty();
        }
    }

    @Test
    void theNthLastIsCountedFromTheNewestBefore() {
        try (LogFile log = open()) {
            for (int i = 0; i < 4; i++)
                log.append(
                        List.of(new NewRow("turn_started", null, new byte[1]), row("x")), Durability.kill, List.of());
            assertThat(log.nthLast("turn_started", 1, 9)).isEqualTo(7);
            assertThat(log.nthLast("turn_started", 2, 9)).isEqualTo(5);
            assertThat(log.nthLast("turn_started", 1, 7)).isEqualTo(5);
            assertThat(log.nthLast("turn_started", 9, 9)).isZero();
        }
    }

    @Test
    void draftsAreJoinedInOrderUntilTheirFinalRow() {
        try (LogFile log = open()) {
            log.appendDrafts(List.of(new DraftRow("b1", "answer", "Hel"), new DraftRow("b2", "thinking", "Hm")));
            log.appendDrafts(List.of(new DraftRow("b1", "answer", "lo 🚢\u0000!")));
        }
        try (LogFile log = open()) {
            assertThat(log.drafts())
                    .containsExactly(
                            new DraftRow("b1", "answer", "Hello 🚢\u0000!"), new DraftRow("b2", "thinking", "Hm"));
            log.append(List.of(row("Hello")), Durability.kill, List.of("b1"));
            assertThat(log.drafts()).containsExactly(new DraftRow("b2", "thinking", "Hm"));
        }
    }

    @Test
    void whatALaterRowReplacedCanBeForgottenAndTheSeqsStay() {
        try (LogFile log = open()) {
            log.appendKeyed(List.of("a"), row("a1"), Durability.kill);
            log.appendKeyed(List.of("b"), row("b1"), Durability.kill);
            log.appendKeyed(List.of("a"), row("a2"), Durability.kill);
            log.forgetReplaced("said");
            assertThat(log.read(0, 10, 1000)).extracting(Row::seq).containsExactly(2L, 3L);
            assertThat(log.appendKeyed(List.of("b"), row("b2"), Durability.kill).seq())
                    .isEqualTo(4);
        }
    }

    /// SQLite runs this pragma when a statement is prepared, and ours are kept: so look at what is set.
    @Test
    void whatAPersonDidWaitsForTheDiskAndNothingElseDoes() {
        try (LogFile log = open()) {
            for (int i = 0; i < 3; i++) {
                log.append(List.of(row("person")), Durability.power_cut, List.of());
                assertThat(log.synchronous()).isEqualTo(2);
                log.append(List.of(row("agent")), Durability.kill, List.of());
                assertThat(log.synchronous()).isEqualTo(1);
                log.appendDrafts(List.of(new DraftRow("b", "answer", "x")));
                assertThat(log.synchronous()).isEqualTo(1);
            }
        }
    }

    @Test
    void aFileOfANewerVersionIsRefusedWithWords() throws SQLException {
        open().close();
        try (Connection connection = connection();
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        DamagedLog.class, e -> assertThat(e.isNewer()).isTrue())
                .hasMessageContaining("newer Slipway")
                .hasMessageContaining("update this one");
        assertThatThrownBy(() -> LogFile.openOrAnew(folder.resolve("log.db"), Clock.systemUTC()))
                .as("it is not set aside either")
                .isInstanceOf(DamagedLog.class);
    }

    @Test
    void aFileOfSomethingElseIsNotTouched() throws Exception {
        try (Connection connection = connection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE cakes (name TEXT)");
        }
        assertThatThrownBy(this::open).isInstanceOf(DamagedLog.class).hasMessageContaining("no file of Slipway's");
        Files.writeString(folder.resolve("log.db"), "x".repeat(5000));
        assertThatThrownBy(this::open).isInstanceOf(DamagedLog.class).hasMessageContaining("damaged");
    }

    @Test
    void damageInsideIsFoundByTheCheck() throws Exception {
        try (LogFile log = open()) {
            for (int i = 0; i < 200; i++) log.append(List.of(row("x".repeat(500))), Durability.kill, List.of());
        }
        Path file = folder.resolve("log.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 40_000; i < 44_000; i++) bytes[i] = (byte) (i * 31);
        Files.write(file, bytes);
        assertThatThrownBy(() -> LogFile.openChecked(file, Clock.systemUTC()))
                .isInstanceOf(DamagedLog.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aDamagedIndexIsSetAsideAndMadeAnew() throws Exception {
        Path file = folder.resolve("log.db");
        String epoch;
        try (LogFile log = open()) {
            epoch = log.epoch();
        }
        Files.writeString(file, "x".repeat(5000));
        try (LogFile log = LogFile.openOrAnew(file, Clock.systemUTC())) {
            assertThat(log.head()).isZero();
            assertThat(log.epoch()).isNotEqualTo(epoch);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).anyMatch(n -> n.startsWith("log.db.damaged-"));
        }
    }

    @Test
    void theWriteAheadFileDoesNotGrowForEver() throws Exception {
        try (LogFile log = open()) {
            for (int i = 0; i < 300; i++) {
                log.append(List.of(row("x".repeat(100_000))), Durability.kill, List.of("b" + i));
                log.read(i, 10, 1000);
                log.answer("none");
            }
            assertThat(Files.size(folder.resolve("log.db-wal"))).isLessThan(8 << 20);
        }
    }

    @Test
    void aBackupIsWholeAndAnotherLog() {
        Path copy = folder.resolve("copy.db");
        try (LogFile log = open()) {
            log.append(List.of(row("r1", "a"), row("b")), Durability.kill, List.of());
            log.appendDrafts(List.of(new DraftRow("b1", "answer", "Hel")));
            LogFile.copy(folder.resolve("log.db"), copy, Clock.systemUTC());
            log.append(List.of(row("c")), Durability.kill, List.of());
            try (LogFile restored = LogFile.openChecked(copy, Clock.systemUTC())) {
                assertThat(restored.read(0, 10, 1000))
                        .extracting(LogFileTest::text)
                        .containsExactly("a", "b");
                assertThat(restored.drafts()).hasSize(1);
                assertThat(restored.epoch()).isNotEqualTo(log.epoch());
            }
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("log.db"));
    }
}
