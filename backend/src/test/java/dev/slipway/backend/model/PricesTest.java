package dev.slipway.backend.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.protocol.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
    private static final Usage USAGE = new Usage(1_000_000, 100_000, 2_000_000, 400_000);

    @ParameterizedTest
    @CsvSource({
        "anthropic/claude-sonnet-4-5, 3 + 1.5 + 0.6 + 1.5, 6.6",
        "anthropic/claude-sonnet-4-5-20250929, a day of the same, 6.6",
        "openai/gpt-5.5-2026-04-23, 5 + 3 + 1 + 2, 11",
        "rehearsal, free, 0"
    })
    void eachKindOfTokenHasItsPrice(String model, String sum, double usd) {
        assertThat(Prices.with(Map.of()).usd(model, USAGE).orElseThrow())
                .as(sum)
                .isCloseTo(usd, within(1e-9));
    }

    @Test
    void theOperatorsPriceGoesBeforeAndOthersAreUnknown() {
        Prices prices = Prices.with(Map.of(
                "anthropic/claude-sonnet-4-5", new Prices.Price(0, 0, 0, 0),
                "openai/house", new Prices.Price(1, 1, 1, 1)));
        assertThat(prices.usd("anthropic/claude-sonnet-4-5", USAGE)).hasValue(0);
        assertThat(prices.usd("openai/house", USAGE).orElseThrow()).isCloseTo(3.5, within(1e-9));
        assertThat(prices.usd("openai/else", USAGE)).isEmpty();
    }
}
