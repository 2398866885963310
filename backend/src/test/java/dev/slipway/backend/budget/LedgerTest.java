package dev.slipway.backend.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.backend.model.Prices;
import dev.slipway.backend.store.SearchFile;
import dev.slipway.backend.store.SearchFile.Account;
import dev.slipway.backend.store.SearchFile.Spent;
import dev.slipway.backend.store.SearchRow;
import dev.slipway.protocol.CapScope;
import dev.slipway.protocol.Usage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Sums of what the index knew and what happened since. A million tokens of the model cost a dollar.
class LedgerTest {
    private static final Prices PRICES = Prices.with(Map.of("m", new Prices.Price(1, 1, 1, 1)));
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Spender ADA = new Spender("s1", "Ada@Example.org", "hello");
    private static final Account NOTHING = new Account(List.of(), List.of(), List.of(), Map.of());

    private Account known = NOTHING;
    private Instant now = NOW;
    private long from;
    private final Ledger ledger = new Ledger(this::account, PRICES, new Ticking());

    private final class Ticking extends Clock {
        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Account account(long fromMs) {
        from = fromMs;
        return known;
    }

    private static Spent spent(String name, String model, long tokens) {
        return new Spent(name, model, 1, new SearchRow.Tokens(tokens, 0, 0, 0));
    }

    private static Use use(long seq, Instant began) {
        return new Use(ADA, "m", began.toEpochMilli(), seq, new Usage(500_000, 500_000, 0, 0));
    }

    private double usd(CapScope scope) {
        return ledger.of(ADA).get(scope).usd();
    }

    @Test
    void whatTheIndexKnewAndWhatHappenedSinceAreAddedUp() {
        known = new Account(
                List.of(spent("s1", "m", 1_000_000), spent("s1", "unknown", 7), spent("s2", "m", 9_000_000)),
                List.of(spent("ada@example.org", "m", 2_000_000), spent("grace@example.org", "m", 9_000_000)),
                List.of(spent("hello", "m", 3_000_000), spent("other", "m", 4_000_000)),
                Map.of("s1", 10L));
        ledger.add(use(10, NOW));
        ledger.add(use(11, NOW));
        assertThat(usd(CapScope.session))
                .as("with what the index hasn't taken in")
                .isCloseTo(2, within(1e-9));
        assertThat(ledger.of(ADA).get(CapScope.session).tokens()).isEqualTo(2_000_007);
        assertThat(usd(CapScope.person)).isCloseTo(3, within(1e-9));
        assertThat(usd(CapScope.repository)).isCloseTo(4, within(1e-9));
        assertThat(usd(CapScope.installation)).isCloseTo(8, within(1e-9));
        ledger.add(use(12, NOW));
        assertThat(usd(CapScope.session)).isCloseTo(3, within(1e-9));
    }

    @Test
    void whatTheIndexTakesInLaterCountsOnce() {
        ledger.add(use(5, NOW));
        assertThat(usd(CapScope.session)).isCloseTo(1, within(1e-9));
        known = new Account(List.of(spent("s1", "m", 4_000_000)), List.of(), List.of(), Map.of("s1", 5L));
        ledger.add(use(6, NOW));
        ledger.settle();
        assertThat(usd(CapScope.session)).isCloseTo(5, within(1e-9));
    }

    @Test
    void aMonthBeginsWhereTheBackendIsAndSessionsGoOn() {
        ledger.add(use(1, NOW));
        assertThat(usd(CapScope.person)).isCloseTo(1, within(1e-9));
        assertThat(Instant.ofEpochMilli(from)).isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
        now = Instant.parse("2026-11-30T23:30:00Z");
        assertThat(ledger.month()).isEqualTo("2026-12");
        assertThat(usd(CapScope.person)).isZero();
        assertThat(usd(CapScope.session)).isCloseTo(1, within(1e-9));
        ledger.add(use(2, NOW));
        assertThat(usd(CapScope.person))
                .as("a turn counts for the month in which it began")
                .isZero();
        ledger.add(use(3, now));
        assertThat(usd(CapScope.person)).isCloseTo(1, within(1e-9));
    }

    @Test
    void aScriptCostsNothing() {
        known = new Account(List.of(spent("s1", "rehearsal", 1_000)), List.of(), List.of(), Map.of());
        assertThat(ledger.of(ADA).get(CapScope.session)).isEqualTo(Amount.NONE);
    }

    @Test
    void anIndexThatCannotBeReadIsAskedAgain() {
        int[] asked = {0};
        Ledger failing = new Ledger(
                ms -> {
                    if (asked[0]++ == 0) SearchFile.openOrAnew(Path.of("/proc/nowhere/search.db"));
                    return known;
                },
                PRICES,
                new Ticking());
        failing.add(use(1, NOW));
        assertThat(failing.of(ADA).get(CapScope.session)).isEqualTo(Amount.NONE);
        assertThat(failing.of(ADA).get(CapScope.session).usd()).isCloseTo(1, within(1e-9));
    }
}
