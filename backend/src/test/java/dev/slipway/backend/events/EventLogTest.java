package dev.slipway.backend.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.NewRow;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
    @TempDir
    Path folder;

    private final Followers followers = new Followers();
    private Lanes lanes;
    private EventLog log;

    @BeforeEach
    void open() {
        lanes = new Lanes(3);
        log = opened();
    }

    @AfterEach
    void close() {
        log.close();
        lanes.close();
    }

    private EventLog opened() {
        Lane lane = lanes.lane();
        return lane.call(
                () -> EventLog.open(LogFile.open(folder.resolve("log.db"), Clock.systemUTC()), lane, null, followers));
    }

    private void append(int rows) {
        List<NewRow> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) all.add(new NewRow("said", null, "{}".getBytes(UTF_8)));
        log.append(all, Durability.kill, List.of());
    }

    @Test
    void whoReadsALogThatWasClosedMeanwhileIsToldToComeAgain() {
        append(3);
        log.close();
        Reader late = new Reader(100);
        late.subscribe(log, 2);
        assertThat(late.laggingAt).isEqualTo(2);
        assertThat(late.seqs()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theStepFromReadingToFollowingMissesNothing(long seed) throws Exception {
        Random random = new Random(seed);
        List<Reader> readers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        append(1500);
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 400; i++) append(1 + i % 3);
        });
        for (int i = 0; i < 30; i++) {
            Reader reader = new Reader(Integer.MAX_VALUE);
            readers.add(reader);
            long after = random.nextInt(1500);
            reader.begin(after);
            threads.add(Thread.ofVirtual().start(() -> reader.subscribe(log, after)));
        }
        for (Thread thread : threads) thread.join();
        writer.join();
        for (Reader reader : readers) {
            assertThat(reader.seqs())
                    .as("seed " + seed)
                    .containsExactlyElementsOf(LongStream.rangeClosed(reader.after + 1, log.head())
                            .boxed()
                            .toList());
            assertThat(reader.caughtUpAt).as("seed " + seed).isPositive();
        }
    }

    @Test
    void whoDoesNotTakeIsToldHowFarItCameAndTheOthersGoOn() throws Exception {
        Reader full = new Reader(3);
        Reader other = new Reader(Integer.MAX_VALUE);
        log.subscribe(0, full);
        log.subscribe(0, other);
        append(5);
        assertThat(full.seqs()).containsExactly(1L, 2L, 3L);
        assertThat(full.laggingAt).isEqualTo(3);
        append(2);
        assertThat(full.seqs()).hasSize(3);
        assertThat(other.seqs()).hasSize(7);
        full.room = Integer.MAX_VALUE;
        log.subscribe(full.laggingAt, full);
        assertThat(full.seqs()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void nothingIsOfferedAfterTheSubscriptionWasClosed() throws Exception {
        Reader reader = new Reader(Integer.MAX_VALUE);
        Subscription subscription = log.subscribe(0, reader);
        append(1);
        subscription.close();
        subscription.close();
        append(1);
        assertThat(reader.seqs()).containsExactly(1L);
        assertThat(log.hasSubscribers()).isFalse();
    }

    @Test
    void whoFollowsALogThatGoesForGoodIsTold() throws Exception {
        Reader reader = new Reader(Integer.MAX_VALUE);
        log.subscribe(0, reader);
        followers.dismiss();
        assertThat(reader.gone).isTrue();
        assertThat(log.hasSubscribers()).isFalse();
    }

    @Test
    void whoFollowsALogThatIsClosedGoesOnWhenItIsOpenedAgain() throws Exception {
        Reader reader = new Reader(4);
        append(2);
        Subscription subscription = log.subscribe(0, reader);
        log.close();
        assertThat(followers.isEmpty()).isFalse();
        log = opened();
        append(1);
        assertThat(reader.seqs()).containsExactly(1L, 2L, 3L);
        append(2);
        assertThat(reader.laggingAt).isEqualTo(4);
        log.subscribe(4, new Reader(0));
        log.close();
        subscription.close();
        assertThat(followers.isEmpty()).isFalse();
    }

    @Test
    void whoReadsSlowlyCountsAsAReader() {
        append(600);
        Reader reader = new Reader(Integer.MAX_VALUE);
        reader.hold();
        Thread thread = Thread.ofVirtual().start(() -> reader.subscribe(log, 0));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(log::hasSubscribers);
        reader.release();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !thread.isAlive());
        assertThat(reader.seqs()).hasSize(600);
    }
}
