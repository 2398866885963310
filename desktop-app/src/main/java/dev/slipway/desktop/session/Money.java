package dev.slipway.desktop.session;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.Usage;
import java.util.Locale;

/// Costs in words. What has no known price is said so, and never taken for nothing. Pure.
public final class Money {
    private Money() {}

    /// `$0.0042`, `$12.30`, `$1.20 and more` where a part has no known price, `unknown` where none has one.
    public static String words(Costs.Line line) {
        Double usd = line.usd();
        if (usd == null) return line.turns() == 0 ? "$0" : "unknown";
        return line.unpriced().isEmpty() ? dollars(usd) : dollars(usd) + " and more";
    }

    /// The same for a place where what is free needs no word: empty there.
    public static String wordsIfAny(Costs.Line line) {
        Double usd = line.usd();
        if (usd != null && usd == 0 && line.unpriced().isEmpty()) return "";
        return usd == null ? "price unknown" : words(line);
    }

    /// `3 turns · 12.3k tokens in, 480 out`.
    public static String used(Costs.Line line) {
        Usage usage = line.usage();
        long in = usage.inputTokens() + usage.cacheReadTokens() + usage.cacheWriteTokens();
        return Human.count(line.turns(), "turn") + " · " + Human.tokens(in) + " tokens in, "
                + Human.tokens(usage.outputTokens()) + " out";
    }

    /// Where the prices are from, and what isn't counted.
    public static String note(Costs costs) {
        String prices = "Prices as of " + Plain.line(costs.pricesOf()) + ", or as configured.";
        if (costs.total().unpriced().isEmpty()) return prices;
        return prices + " Without a known price, and so not counted: "
                + Plain.line(String.join(", ", costs.total().unpriced()))
                + ". prices: in the backend's configuration sets one.";
    }

    private static String dollars(double usd) {
        return String.format(Locale.ROOT, usd > 0 && usd < 1 ? "$%.4f" : "$%.2f", usd);
    }
}
