package dev.slipway.backend.model;

import dev.slipway.protocol.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// What models cost. Sources: the vendors' price lists, as of [#AS_OF]; prices for long prompts, other regions and
/// batches aren't known here. Immutable.
public final class Prices {
    public static final String AS_OF = "2026-10-24";

    private static final double MILLION = 1_000_000;
    private static final Price FREE = new Price(0, 0, 0, 0);
    private static final Map<String, Price> BUILT_IN = Map.ofEntries(
            Map.entry("anthropic/claude-fable-5-1", new Price(10, 50, 0.25, 12.5)),
            Map.entry("anthropic/claude-fable-5", new Price(10, 50, 1, 12.5)),
            Map.entry("anthropic/claude-opus-5-5", new Price(4, 20, 0.2, 5)),
            Map.entry("anthropic/claude-opus-5", new Price(5, 25, 0.5, 6.25)),
            Map.entry("anthropic/claude-opus-4-8", new Price(5, 25, 0.5, 6.25)),
            Map.entry("anthropic/claude-opus-4-7", new Price(5, 25, 0.5, 6.25)),
            Map.entry("anthropic/claude-opus-4-6", new Price(5, 25, 0.5, 6.25)),
            Map.entry("anthropic/claude-opus-4-5", new Price(5, 25, 0.5, 6.25)),
            Map.entry("anthropic/claude-sonnet-5-5", new Price(2, 10, 0.1, 2.5)),
            Map.entry("anthropic/claude-sonnet-5", new Price(2, 10, 0.2, 2.5)),
            Map.entry("anthropic/claude-sonnet-4-6", new Price(3, 15, 0.3, 3.75)),
            Map.entry("anthropic/claude-sonnet-4-5", new Price(3, 15, 0.3, 3.75)),
            Map.entry("anthropic/claude-haiku-4-5", new Price(1, 5, 0.1, 1.25)),
            Map.entry("openai/gpt-5.5", new Price(5, 30, 0.5, 5)),
            Map.entry("openai/gpt-5.4", new Price(2.5, 15, 0.25, 2.5)),
            Map.entry("openai/gpt-5.4-mini", new Price(0.75, 4.5, 0.075, 0.75)),
            Map.entry("openai/gpt-5.4-nano", new Price(0.2, 1.25, 0.02, 0.2)),
            Map.entry("rehearsal", FREE));

    private final Map<String, Price> prices;

    private Prices(Map<String, Price> prices) {
        this.prices = prices;
    }

    /// In US dollars for a million tokens of each kind.
    public record Price(double input, double output, double cacheRead, double cacheWrite) {}

    /// @param operators go before those that are built in
    public static Prices with(Map<String, Price> operators) {
        Map<String, Price> all = new HashMap<>(BUILT_IN);
        all.putAll(operators);
        return new Prices(Map.copyOf(all));
    }

    /// In US dollars; empty where the price isn't known.
    public OptionalDouble usd(String model, Usage usage) {
        Price price = prices.get(model);
        if (price == null) price = prices.get(undated(model));
        if (price == null) return OptionalDouble.empty();
        double parts = usage.inputTokens() * price.input()
                + usage.outputTokens() * price.output()
                + usage.cacheReadTokens() * price.cacheRead()
                + usage.cacheWriteTokens() * price.cacheWrite();
        return OptionalDouble.of(parts / MILLION);
    }

    /// A model of one day has the price of its line.
    private static String undated(String model) {
        return model.replaceFirst("-20\\d{2}-?\\d{2}-?\\d{2}$", "");
    }
}
