package dev.slipway.backend.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.NewRow;
import dev.slipway.backend.store.SessionFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text that grows: contiguous, whole characters, kept before it is shown.
class TextsTest {
    private static final String MIXED = "Zäune, 船, 🚢 and 👩‍🚀; ".repeat(50);

    @TempDir
    Path home;

    private Lanes lanes;
    private SessionFiles files;
    private EventLog log;
    private final Reader reader = new Reader(Integer.MAX_VALUE);

    @BeforeEach
    void begin() throws Exception {
        lanes = new Lanes(2);
        files = SessionFiles.open(home, Clock.systemUTC());
        log = open(files.create("session1"));
        log.subscribe(0, reader);
    }

    private EventLog open(LogFile file) {
        Lane lane = lanes.lane();
        return lane.call(() -> EventLog.open(file, lane, files.outputs("session1")));
    }

    @AfterEach
    void end() {
        log.close();
        files.close();
        lanes.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void piecesOfAnAnswerAreContiguousHoweverTheyAreCut(long seed) {
        Random random = new Random(seed);
        for (int from = 0; from < MIXED.length(); ) {
            int to = Math.min(MIXED.length(), from + random.nextInt(4));
            log.draft("block1", "answer", MIXED.substring(from, to));
            if (random.nextInt(5) == 0)
                assertThat(wellFormed(shownSoFar())).as("seed " + seed).isTrue();
            from = to;
        }
        assertThat(log.draftText("block1").orElseThrow().text())
                .as("seed " + seed)
                .isEqualTo(MIXED);
        assertThat(reader.shown("block1")).as("seed " + seed).isEqualTo(MIXED);
        assertThat(reader.texts).as("seed " + seed).allMatch(t -> wellFormed(t.text()));
        log.close();
        log = open(files.open("session1"));
        assertThat(log.drafts())
                .as("seed " + seed)
                .singleElement()
                .satisfies(d -> assertThat(d.text()).isEqualTo(MIXED));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void bytesOfAnOutputBecomeCharactersHoweverTheyAreCut(long seed) {
        Random random = new Random(seed);
        byte[] bytes = MIXED.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(5));
            log.output("block1", Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        assertThat(log.draftText("block1").orElseThrow().text())
                .as("seed " + seed)
                .isEqualTo(MIXED);
        assertThat(reader.shown("block1")).as("seed " + seed).isEqualTo(MIXED);
        assertThat(log.endOutput("block1")).isEqualTo(bytes.length);
        assertThat(log.readOutput("block1", 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void aFloodThatACrowdFollowsGoesOutJoinedAndWhole() throws Exception {
        List<Reader> crowd = new ArrayList<>();
        for (int i = 0; i < 500; i++) crowd.add(new Reader(Integer.MAX_VALUE));
        for (Reader each : crowd) log.subscribe(0, each);
        long begunAt = System.nanoTime();
        int pieces = 6_000;
        for (int i = 0; i < pieces; i++) log.draft("block1", "answer", "x");
        assertThat(log.draftText("block1").orElseThrow().text()).hasSize(pieces);
        double seconds = (System.nanoTime() - begunAt) / 1e9;
        long frames = crowd.stream().mapToLong(each -> each.texts.size()).sum();
        double share = 10_000.0 * Runtime.getRuntime().availableProcessors();
        assertThat((double) frames).isLessThan((1 + seconds) * share + 4 * crowd.size());
        assertThat(crowd).allMatch(each -> each.shown("block1").length() == pieces);
    }

    @Test
    void bytesThatAreNoTextAreReplacedAndTheRestIsShown() {
        log.output("block1", new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3});
        log.output("block1", new byte[] {'c'});
        assertThat(log.draftText("block1").orElseThrow().text()).isEqualTo("a\ufffdb\ufffdc");
    }

    @Test
    void ofALongOutputTheEndIsShownAndTheWholeKept() {
        byte[] line = "0123456789🚢\n".getBytes(UTF_8);
        int lines = 40_000;
        for (int i = 0; i < lines; i++) log.output("block1", line);
        LiveText kept = log.draftText("block1").orElseThrow();
        assertThat(kept.offset() + kept.text().length()).isEqualTo(13L * lines);
        assertThat(kept.text().length()).isBetween(60_000, 64 * 1024);
        assertThat(wellFormed(kept.text())).isTrue();
        assertThat(log.endOutput("block1")).isEqualTo((long) line.length * lines);
    }

    @Test
    void theFinalEventEndsTheDraft() {
        log.draft("block1", "answer", "Hello");
        log.draft("block2", "thinking", "Hm");
        NewRow end = new NewRow("answer_finished", null, "{}".getBytes(UTF_8));
        log.append(List.of(end), Durability.kill, List.of("block1"));
        assertThat(log.drafts()).extracting(LiveText::blockId).containsExactly("block2");
        assertThat(reader.shown("block1")).as("shown before its end").isEqualTo("Hello");
        Reader late = new Reader(Integer.MAX_VALUE);
        late.subscribe(log, 0);
        assertThat(late.drafts).extracting(LiveText::text).containsExactly("Hm");
    }

    private String shownSoFar() {
        log.draftText("block1");
        return reader.shown("block1");
    }

    private static boolean wellFormed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8).equals(text);
    }
}
