package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.image.PoolPolicy.Demand;
import dev.slipway.backend.image.PoolPolicy.Kind;
import dev.slipway.backend.image.PoolPolicy.Waiting;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Kind ALPHA = kind("alpha", "c1");
    private static final Kind BETA = kind("beta", "c1");
    private static final SessionId ONE = new SessionId("waiting1");
    private static final SessionId TWO = new SessionId("waiting2");

    @Test
    void oneWaitsForARepositoryThatWasUsedWithinADay() {
        assertThat(plan(2, used(ALPHA, Duration.ofHours(23))).start()).containsExactly(ALPHA);
        assertThat(plan(2, used(ALPHA, Duration.ofHours(24))).start()).isEmpty();
    }

    @Test
    void oneWaitsForWhoTypesAndIsGivenBackWhenTheyGiveUp() {
        Waiting waiting = new Waiting(ONE, ALPHA, true);
        assertThat(plan(2, typed(ALPHA, Duration.ZERO)).start()).containsExactly(ALPHA);
        PoolPolicy.Plan still =
                PoolPolicy.plan(List.of(typed(ALPHA, Duration.ofSeconds(119))), List.of(waiting), 2, NOW);
        assertThat(still).isEqualTo(new PoolPolicy.Plan(List.of(), List.of()));
        PoolPolicy.Plan over = PoolPolicy.plan(List.of(typed(ALPHA, Duration.ofMinutes(2))), List.of(waiting), 2, NOW);
        assertThat(over).isEqualTo(new PoolPolicy.Plan(List.of(), List.of(ONE)));
        assertThat(PoolPolicy.plan(List.of(), List.of(waiting), 2, NOW).giveBack())
                .containsExactly(ONE);
    }

    @Test
    void anotherCommitOrImageReplacesTheOneThatWaits() {
        Waiting old = new Waiting(ONE, ALPHA, true);
        for (Kind newer : List.of(kind("alpha", "c2"), new Kind(ALPHA.repository(), "c1", List.of("image2")))) {
            PoolPolicy.Plan plan = PoolPolicy.plan(List.of(used(newer, Duration.ofHours(1))), List.of(old), 2, NOW);
            assertThat(plan).isEqualTo(new PoolPolicy.Plan(List.of(newer), List.of(ONE)));
        }
    }

    @Test
    void aClockThatWasPutBackMakesNothingLastForYears() {
        Duration ahead = Duration.ofDays(-4_000);
        assertThat(plan(2, used(ALPHA, ahead)).start()).isEmpty();
        assertThat(plan(2, typed(ALPHA, ahead)).start()).isEmpty();
        Demand failed = new Demand(ALPHA, List.of(NOW.minusSeconds(1)), null, Duration.ofSeconds(1), NOW.minus(ahead));
        assertThat(plan(2, failed).start()).as("it is tried again").containsExactly(ALPHA);
    }

    @Test
    void oneThatWasLostIsReplaced() {
        PoolPolicy.Plan plan = PoolPolicy.plan(
                List.of(used(ALPHA, Duration.ofHours(1))), List.of(new Waiting(ONE, ALPHA, false)), 2, NOW);
        assertThat(plan).isEqualTo(new PoolPolicy.Plan(List.of(ALPHA), List.of(ONE)));
    }

    @Test
    void whoTypesComesBeforeWhoWasHereLatelyAndNoMoreWaitThanMay() {
        Demand here = used(ALPHA, Duration.ofMinutes(1));
        Demand types = typed(BETA, Duration.ofMinutes(1));
        assertThat(plan(2, here, types).start()).containsExactly(BETA, ALPHA);
        assertThat(plan(1, here, types).start()).containsExactly(BETA);
        assertThat(plan(0, here, types).start()).isEmpty();
        PoolPolicy.Plan full = PoolPolicy.plan(
                List.of(here, types), List.of(new Waiting(ONE, ALPHA, true), new Waiting(TWO, BETA, true)), 1, NOW);
        assertThat(full.giveBack()).containsExactly(ONE);
    }

    @Test
    void moreWaitWhereSessionsBeginFasterThanSandboxesStart() {
        List<Instant> twelve = Collections.nCopies(12, NOW.minusSeconds(60));
        Demand slow = new Demand(ALPHA, twelve, null, Duration.ofSeconds(100), null);
        assertThat(PoolPolicy.plan(List.of(slow), List.of(), 10, NOW).start()).hasSize(3);
        assertThat(PoolPolicy.plan(List.of(slow), List.of(), 2, NOW).start()).hasSize(2);
        Demand quick = new Demand(ALPHA, twelve, null, Duration.ofMillis(100), null);
        assertThat(PoolPolicy.plan(List.of(quick), List.of(), 10, NOW).start()).hasSize(1);
    }

    @Test
    void whatCouldNotBeStartedIsTriedAgainAfterAMinute() {
        Demand failed = new Demand(ALPHA, List.of(NOW), null, Duration.ofSeconds(1), NOW.minusSeconds(59));
        assertThat(plan(2, failed).start()).isEmpty();
        Demand before = new Demand(ALPHA, List.of(NOW), null, Duration.ofSeconds(1), NOW.minusSeconds(60));
        assertThat(plan(2, before).start()).containsExactly(ALPHA);
    }

    private static PoolPolicy.Plan plan(int most, Demand... demands) {
        return PoolPolicy.plan(List.of(demands), List.of(), most, NOW);
    }

    private static Demand used(Kind kind, Duration ago) {
        return demand(kind, List.of(NOW.minus(ago)), null);
    }

    private static Demand typed(Kind kind, Duration ago) {
        return demand(kind, List.of(), NOW.minus(ago));
    }

    private static Demand demand(Kind kind, List<Instant> arrivals, @Nullable Instant typed) {
        return new Demand(kind, arrivals, typed, Duration.ofSeconds(1), null);
    }

    private static Kind kind(String repository, String commit) {
        return new Kind(new RepositoryName(repository), commit, List.of("image1"));
    }
}
