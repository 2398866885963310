package dev.slipway.backend.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real logs, really damaged.
class SalvageTest {
    private static final int ROWS = 600;
    private static final int PAGE = 4096;

    @TempDir
    Path folder;

    private Path file;
    private final List<String> texts = new ArrayList<>();

    @BeforeEach
    void write() {
        file = folder.resolve("log.db");
        Random random = new Random(7);
        try (LogFile log = LogFile.open(file, Clock.systemUTC())) {
            for (int i = 0; i < ROWS; i++) {
                // Some are on pages of their own, as long outputs are.
                int length = i % 50 == 7 ? 20_000 : random.nextInt(800);
                texts.add("{\"n\":" + i + ",\"text\":\"" + "é".repeat(length / 2) + "\"}");
                log.append(List.of(row(i)), Durability.kill, List.of());
                if (i % 3 == 0) log.appendDrafts(List.of(new DraftRow("block" + i, "answer", "words ".repeat(30))));
            }
        }
    }

    private NewRow row(int i) {
        String request = i % 2 == 0 ? null : "00000000-0000-4000-8000-" + String.format("%012d", i);
        return new NewRow("said", request, texts.get(i).getBytes(UTF_8), 1_795_569_600_000L + i);
    }

    private static Map<Long, Row> read(Path file) {
        try (Salvage found = Salvage.open(file)) {
            List<Row> all = new ArrayList<>();
            for (List<Row> page = found.read(0, 50, 1 << 20);
                    !page.isEmpty();
                    page = found.read(page.getLast().seq(), 50, 1 << 20)) all.addAll(page);
            assertThat(all).extracting(Row::seq).isSorted().doesNotHaveDuplicates();
            assertThat(all).hasSize(found.count());
            return all.stream().collect(Collectors.toMap(Row::seq, row -> row));
        }
    }

    /// Whatever is found is what was written.
    private Map<Long, Row> readTruly(Path from) {
        Map<Long, Row> rows = read(from);
        rows.forEach((seq, row) -> {
            assertThat(new String(row.json(), UTF_8)).isEqualTo(texts.get((int) (seq - 1)));
            assertThat(row.atMs()).isEqualTo(1_795_569_600_000L + seq - 1);
            assertThat(row.type()).isEqualTo("said");
            assertThat(row.requestId() == null).isEqualTo(seq % 2 == 1);
        });
        return rows;
    }

    private void overwrite(long from, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(from).nextBytes(noise);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(from);
            open.write(noise);
        }
    }

    @Test
    void ofASoundLogAllIsFoundAndNothingIsSaid() {
        assertThat(readTruly(file)).hasSize(ROWS);
        try (Salvage found = Salvage.open(file)) {
            assertThat(found.problem()).isEmpty();
            assertThat(found.head()).isEqualTo(ROWS);
        }
    }

    @Test
    void whatIsOnlyInTheWriteAheadLogIsFound() throws IOException {
        Path copy = folder.resolve("copy.db");
        try (LogFile log = LogFile.open(file, Clock.systemUTC())) {
            for (int i = ROWS; i < ROWS + 20; i++) {
                texts.add("{\"n\":" + i + ",\"text\":\"" + "x".repeat(i % 2 == 0 ? 9_000 : 10) + "\"}");
                log.append(List.of(row(i)), Durability.kill, List.of());
            }
            // As a killed backend leaves them.
            for (String part : List.of("", "-wal"))
                Files.copy(Path.of(file + part), Path.of(copy + part), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Files.size(Path.of(copy + "-wal"))).isPositive();
        assertThat(readTruly(copy)).hasSize(ROWS + 20);
    }

    @Test
    void withoutItsBeginningMostIsFound() throws IOException {
        overwrite(0, PAGE);
        assertThat(readTruly(file)).hasSizeGreaterThan(ROWS * 9 / 10);
        try (Salvage found = Salvage.open(file)) {
            assertThat(found.problem()).contains("beginning");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 20, 40})
    void aPageThatIsWrittenOverTakesWhatWasOnItAndNoMore(int page) throws IOException {
        overwrite((long) page * PAGE, PAGE);
        assertThat(readTruly(file).size()).isBetween(ROWS - 120, ROWS);
    }

    @Test
    void halfTheFileHoldsAboutHalfOfIt() throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length() / 2 + 100);
        }
        assertThat(readTruly(file).size()).isBetween(ROWS / 4, ROWS - 1);
        try (Salvage found = Salvage.open(file)) {
            assertThat(found.problem()).contains("cut off");
        }
    }

    @Test
    void aFileThatIsEmptyOrSomethingElseHoldsNothing() throws IOException {
        for (byte[] content : List.of(new byte[0], "x".repeat(9_000).getBytes(UTF_8), new byte[50_000])) {
            Files.write(file, content);
            assertThat(read(file)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noiseAnywhereBreaksNothing(long seed) throws IOException {
        Random random = new Random(seed);
        long size = Files.size(file);
        for (int i = 0; i < 400; i++) overwrite((long) (random.nextDouble() * (size - 8)), 1 + random.nextInt(7));
        Map<Long, Row> rows = read(file);
        assertThat(rows.keySet()).as("seed %s", seed).allMatch(seq -> seq >= 1);
        assertThat(rows.size()).as("seed %s", seed).isPositive();
    }

    @Test
    void lookingLeavesNoTrace() throws IOException {
        byte[] before = Files.readAllBytes(file);
        read(file);
        assertThat(file).hasBinaryContent(before);
        try (var all = Files.list(folder)) {
            assertThat(all.map(f -> f.getFileName().toString())).containsExactly("log.db");
        }
    }
}
