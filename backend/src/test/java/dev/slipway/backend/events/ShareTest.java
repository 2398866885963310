package dev.slipway.backend.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = 7;
    private final Share share = new Share(() -> now, 100);

    @Test
    void aSecondsWorthMayComeAtOnce() {
        share.take(100, 1);
        assertThat(share.leftNanos()).isZero();
        share.take(50, 1);
        assertThat(share.leftNanos()).isGreaterThanOrEqualTo(SECOND / 2);
        now += SECOND / 2;
        assertThat(share.leftNanos()).isZero();
    }

    @Test
    void whatWasTakenHasToBeWaitedForInTheLongRun() {
        long took = 0;
        for (int i = 0; i < 10_000; i++) {
            share.take(1, 1);
            took += share.leftNanos();
            now += share.leftNanos();
        }
        assertThat(took).isBetween(99 * SECOND - SECOND, 101 * SECOND);
    }

    @Test
    void whoTookNothingForLongHasNoMoreThanASecondsWorth() {
        now += 1000 * SECOND;
        share.take(200, 1);
        assertThat(share.leftNanos()).isGreaterThanOrEqualTo(SECOND);
    }

    @Test
    void whatIsLongCostsMore() {
        share.take(10, 1 << 20);
        assertThat(share.leftNanos()).isGreaterThan(SECOND);
    }
}
