package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How long the client waits before it connects, and how fast it may speak.
class WaitsTest {

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void waitsGrowToTheirBoundAndBeginSmallAgain(long seed) {
        Backoff backoff = new Backoff(new Random(seed), Duration.ofMillis(200), Duration.ofSeconds(10));
        long bound = 200;
        for (int i = 0; i < 30; i++) {
            assertThat(backoff.next())
                    .as("seed %d, the %dth", seed, i)
                    .isBetween(Duration.ofMillis(20), Duration.ofMillis(20 + bound));
            bound = Math.min(10_000, bound * 2);
        }
        backoff.reset();
        assertThat(backoff.next()).as("seed %d", seed).isLessThanOrEqualTo(Duration.ofMillis(220));
    }

    @Test
    void waitsDifferSoThatClientsDontComeAllAtOnce() {
        Backoff backoff = new Backoff(new Random(1), Duration.ofSeconds(10), Duration.ofSeconds(10));
        assertThat(LongStream.range(0, 50)
                        .map(i -> backoff.next().toMillis())
                        .distinct()
                        .count())
                .isGreaterThan(40);
    }

    @Test
    void eightHundredMessagesGoAtOnceAndThenAHundredAndFiftyASecond() {
        long[] now = {0};
        Pace pace = new Pace(() -> now[0]);
        assertThat(taken(pace)).isEqualTo(800);
        now[0] += Duration.ofSeconds(2).toNanos();
        assertThat(taken(pace)).isEqualTo(300);
        now[0] += Duration.ofDays(1).toNanos();
        assertThat(taken(pace)).isEqualTo(800);
    }

    @Test
    void nothingHeardForLongIsNoticedAlsoWhereTheComputerSlept() {
        long[] now = {0, 0};
        Silence silence = new Silence(Duration.ofSeconds(15), () -> now[0], () -> now[1]);
        passes(now, Duration.ofSeconds(15), Duration.ofSeconds(15));
        assertThat(silence.isTooLong()).isFalse();
        passes(now, Duration.ofMillis(1), Duration.ofMillis(1));
        assertThat(silence.isTooLong()).isTrue();
        silence.heard();
        assertThat(silence.isTooLong()).isFalse();
        passes(now, Duration.ZERO, Duration.ofHours(8));
        assertThat(silence.isTooLong()).as("asleep").isTrue();
        silence.heard();
        passes(now, Duration.ofSeconds(16), Duration.ofHours(-1));
        assertThat(silence.isTooLong()).as("a wall clock that was put back").isTrue();
    }

    private static void passes(long[] now, Duration monotonic, Duration wall) {
        now[0] += monotonic.toNanos();
        now[1] += wall.toMillis();
    }

    private static int taken(Pace pace) {
        int taken = 0;
        while (pace.take()) taken++;
        return taken;
    }
}
