package dev.slipway.backend.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.budget.Caps.Bound;
import dev.slipway.backend.budget.Caps.Cap;
import dev.slipway.protocol.CapScope;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What follows from which caps, with plain values.
class CapPolicyTest {
    private static final Caps CAPS = new Caps(Map.of(
            CapScope.session, new Cap(usd(5.0), usd(20.0)),
            CapScope.person, new Cap(Bound.NONE, new Bound(100.0, 1_000L)),
            CapScope.installation, new Cap(usd(50.0), Bound.NONE)));

    private static Bound usd(double usd) {
        return new Bound(usd, null);
    }

    private static Amount amount(double usd, long tokens) {
        return new Amount(usd, tokens);
    }

    @Test
    void underEveryCapNothingFollows() {
        Map<CapScope, Amount> spent = Map.of(CapScope.session, amount(4.99, 999), CapScope.person, amount(99, 999));
        assertThat(CapPolicy.hard(CAPS, spent)).isEmpty();
        assertThat(CapPolicy.soft(CAPS, spent)).isEmpty();
    }

    @Test
    void aCapIsReachedWhenJustThatMuchWasSpent() {
        Map<CapScope, Amount> spent = Map.of(CapScope.session, amount(20, 0));
        assertThat(CapPolicy.hard(CAPS, spent)).hasValueSatisfying(reached -> {
            assertThat(reached.scope()).isEqualTo(CapScope.session);
            assertThat(reached.bound()).isEqualTo(20);
        });
        assertThat(CapPolicy.soft(CAPS, spent)).hasSize(1);
    }

    @Test
    void tokensCountWhateverTheyCost() {
        Map<CapScope, Amount> spent = Map.of(CapScope.person, amount(0, 1_000));
        assertThat(CapPolicy.hard(CAPS, spent))
                .hasValueSatisfying(reached -> assertThat(reached.unit()).isEqualTo(Unit.tokens));
    }

    @Test
    void theNarrowestCapIsNamedAndAllSoftOnesAreTold() {
        Map<CapScope, Amount> spent = Map.of(
                CapScope.session,
                amount(30, 0),
                CapScope.person,
                amount(300, 0),
                CapScope.installation,
                amount(300, 0));
        assertThat(CapPolicy.hard(CAPS, spent).orElseThrow().scope()).isEqualTo(CapScope.session);
        assertThat(CapPolicy.soft(CAPS, spent))
                .extracting(CapPolicy.Reached::scope)
                .containsExactly(CapScope.session, CapScope.installation);
    }

    @Test
    void aCapOfNothingLetsNothingBegin() {
        Caps none = new Caps(Map.of(CapScope.installation, new Cap(Bound.NONE, usd(0))));
        assertThat(CapPolicy.hard(none, Map.of())).isPresent();
        assertThat(CapPolicy.hard(Caps.NONE, Map.of())).isEmpty();
    }
}
