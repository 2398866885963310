package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TellingTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void whatIsOverSoonIsNotTold() {
        Telling telling = new Telling(Duration.ofDays(1), told::add);
        try (telling) {
            telling.report("Fetching", "40 %");
        }
        assertThat(telling.told()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void ofManyWordsOneASecondIsToldAndTheNewestInTheEnd() {
        long began = System.nanoTime();
        try (Telling telling = new Telling(Duration.ZERO, told::add)) {
            telling.report("Fetching", "");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told.contains("Fetching"));
            for (int i = 0; i <= 100_000; i++) telling.report("Fetching", i + " objects");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told.contains("Fetching: 100000 objects"));
            assertThat(telling.told()).isTrue();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(told).hasSizeLessThanOrEqualTo((int) took.toSeconds() + 2).doesNotHaveDuplicates();
    }
}
