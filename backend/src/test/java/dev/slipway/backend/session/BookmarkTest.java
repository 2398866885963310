package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.LogFile;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept of a log's beginning is what its beginning tells, or nothing.
class BookmarkTest {
    @TempDir
    Path folder;

    private Path home;
    private Lanes lanes;
    private EventLog log;

    @BeforeEach
    void open() {
        home = folder;
        lanes = new Lanes(1);
        log = opened();
    }

    @AfterEach
    void close() {
        log.close();
        lanes.close();
    }

    private EventLog opened() {
        var lane = lanes.lane();
        return lane.call(
                () -> EventLog.open(LogFile.openToRead(home.resolve("log.db"), Clock.systemUTC()), lane, null));
    }

    /// As after an orderly end, or as after a killed process.
    private void openAgain(boolean killed) throws IOException {
        Path next = Files.createTempDirectory(folder, "next");
        if (!killed) log.close();
        for (String part : List.of("log.db", "log.db-wal"))
            if (Files.exists(home.resolve(part))) Files.copy(home.resolve(part), next.resolve(part));
        log.close();
        home = next;
        log = opened();
    }

    private void append(List<SessionEvent> events) {
        for (SessionEvent event : events)
            log.append(List.of(Events.row(event)), Durability.kill, Events.endedBlocks(event));
    }

    private SessionFacts whole() {
        return after(new Bookmark(0, SessionFacts.EMPTY));
    }

    private SessionFacts after(Bookmark bookmark) {
        SessionFacts facts = bookmark.facts();
        for (Entry entry : log.read(bookmark.seq(), 100_000)) facts = facts.apply(entry.atMs(), Events.event(entry));
        return facts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasKeptAndTheRestTellWhatTheWholeLogTells(long seed) throws IOException {
        RandomLife life = new RandomLife(seed);
        Random random = new Random(seed);
        long kept = 0;
        for (int i = 0; i < 40; i++) {
            append(life.more());
            if (random.nextBoolean()) kept = Bookmark.moved(kept, whole(), log);
            if (random.nextInt(5) == 0) openAgain(random.nextBoolean());
            Bookmark found = Bookmark.in(log);
            assertThat(found.seq()).as("seed " + seed).isEqualTo(kept);
            assertThat(after(found)).as("seed " + seed).isEqualTo(whole());
        }
        assertThat(kept).as("seed " + seed).isPositive();
    }

    @Test
    void aTurnInItsMidstIsNotKept() {
        RandomLife life = new RandomLife(1);
        append(life.begin());
        append(life.turn());
        long kept = Bookmark.moved(0, whole(), log);
        List<SessionEvent> next = life.turn();
        append(next.subList(0, 3));
        assertThat(whole().turn()).isNotNull();
        assertThat(Bookmark.moved(kept, whole(), log)).isEqualTo(kept);
        assertThat(after(Bookmark.in(log))).isEqualTo(whole());
    }

    @Test
    void itIsWrittenSeldomWhereLittleCame() {
        RandomLife life = new RandomLife(1);
        append(life.begin());
        append(life.turn());
        assertThat(Bookmark.movedFar(0, whole(), log)).isZero();
        while (log.head() < Bookmark.FAR) append(life.turn());
        assertThat(Bookmark.movedFar(0, whole(), log)).isEqualTo(log.head());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatIsDamagedIsNothing(long seed) throws SQLException {
        Random random = new Random(seed);
        kept(seed);
        change(text -> {
            StringBuilder damaged = new StringBuilder(text);
            int at = random.nextInt(text.length());
            damaged.setCharAt(at, (char) (text.charAt(at) ^ (1 << random.nextInt(5))));
            return damaged.toString();
        });
        assertThat(Bookmark.in(log)).as("seed " + seed).isEqualTo(Bookmark.NONE);
        change(text -> text.substring(0, random.nextInt(text.length())));
        assertThat(Bookmark.in(log)).as("seed " + seed).isEqualTo(Bookmark.NONE);
    }

    @Test
    void nonsenseIsNothing() throws SQLException {
        kept(1);
        for (String nonsense : List.of("", "\n", "1 2\n{}", "1 x y\n{}", "1 -1 y\n{}", "1 0 y\n{}", "x".repeat(100))) {
            change(text -> nonsense);
            assertThat(Bookmark.in(log)).as(nonsense).isEqualTo(Bookmark.NONE);
        }
    }

    @Test
    void whatIsOfAnotherFormIsNothingThoughItIsSound() {
        kept(1);
        String told = log.note(Bookmark.NAME).orElseThrow().split("\n", 2)[1];
        for (String other : List.of(
                "{}", "[]", "null", told.replace("\"turns\"", "\"rounds\""), told.replace("\"tip\":", "\"tip\":99"))) {
            assertThat(other).isNotEqualTo(told);
            Entry last = log.read(log.head() - 1, 1).getFirst();
            log.keepNote(
                    Bookmark.NAME,
                    Bookmark.VERSION + " " + last.seq() + " " + Bookmark.digest(other, last) + "\n" + other);
            assertThat(Bookmark.in(log)).as(other).isEqualTo(Bookmark.NONE);
        }
    }

    @Test
    void whatAnotherVersionFoldedIsNothingAndIsWrittenAnew() throws SQLException {
        kept(1);
        change(text -> (Bookmark.VERSION + 1) + text.substring(text.indexOf(' ')));
        assertThat(Bookmark.in(log)).isEqualTo(Bookmark.NONE);
        Bookmark.moved(0, whole(), log);
        assertThat(Bookmark.in(log)).isEqualTo(new Bookmark(log.head(), whole()));
    }

    @Test
    void itIsNothingInALogThatEndsBeforeItOrTellsAnotherThingThere() throws SQLException {
        kept(1);
        long head = log.head();
        log.close();
        sql("UPDATE events SET json = (SELECT json FROM events WHERE seq = 2) WHERE seq = " + head);
        log = opened();
        assertThat(Bookmark.in(log)).isEqualTo(Bookmark.NONE);
        log.close();
        sql("DELETE FROM events WHERE seq = " + head);
        log = opened();
        assertThat(Bookmark.in(log)).isEqualTo(Bookmark.NONE);
    }

    /// What a released version kept is read by the next one, so that it must fold alike: where this fails, raise
    /// [Bookmark#VERSION] and put the new digest here.
    @Test
    void theFoldIsTheOneThatThisVersionStandsFor() throws Exception {
        RandomLife life = new RandomLife(42);
        SessionFacts facts = SessionFacts.EMPTY;
        long at = 0;
        for (int i = 0; i < 60; i++) for (SessionEvent event : life.more()) facts = facts.apply(++at, event);
        if (facts.turn() != null) throw new AssertionError("a life ends between two turns");
        byte[] told = Json.text(KeptFacts.of(facts)).getBytes(StandardCharsets.UTF_8);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(told), 0, 8);
        assertThat(Bookmark.VERSION + " " + digest).isEqualTo("2 6aa1d8fb1f27df48");
    }

    private void kept(long seed) {
        RandomLife life = new RandomLife(seed);
        for (int i = 0; i < 10; i++) append(life.more());
        assertThat(Bookmark.moved(0, whole(), log)).isEqualTo(log.head());
        assertThat(Bookmark.in(log)).isEqualTo(new Bookmark(log.head(), whole()));
    }

    private void change(UnaryOperator<String> change) {
        log.keepNote(Bookmark.NAME, change.apply(log.note(Bookmark.NAME).orElseThrow()));
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("log.db"));
                var open = connection.createStatement()) {
            open.execute(statement);
        }
    }
}
