package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.Costs;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What may be spent and what is left of it, a line for each cap.
final class CapLines {
    private CapLines() {}

    static Stream<String> of(Costs costs, Style style) {
        List<Costs.Cap> caps = Objects.requireNonNullElse(costs.caps(), List.of());
        return caps.stream()
                .flatMap(cap -> Stream.of(
                                line(cap, "soft", cap.softUsd(), cap.spentUsd(), CapLines::dollars, style),
                                line(cap, "hard", cap.hardUsd(), cap.spentUsd(), CapLines::dollars, style),
                                line(cap, "soft", cap.softTokens(), cap.spentTokens(), CapLines::tokens, style),
                                line(cap, "hard", cap.hardTokens(), cap.spentTokens(), CapLines::tokens, style))
                        .flatMap(Stream::ofNullable));
    }

    private interface Amount {
        String of(double amount);
    }

    private static @Nullable String line(
            Costs.Cap cap, String strength, @Nullable Number bound, double spent, Amount words, Style style) {
        if (bound == null) return null;
        double left = bound.doubleValue() - spent;
        String state = left > 0 ? words.of(left) + " left" : "reached";
        String coloured = left > 0 ? state : strength.equals("hard") ? style.red(state) : style.amber(state);
        return String.format(
                Locale.ROOT,
                "%s cap of %s%s: %s of %s, %s",
                strength,
                whose(cap),
                cap.month() == null ? "" : " in " + Plain.line(cap.month()),
                words.of(spent),
                words.of(bound.doubleValue()),
                coloured);
    }

    private static String whose(Costs.Cap cap) {
        return switch (cap.scope()) {
            case session -> "this session";
            case person -> Plain.line(cap.name(), 60);
            case repository -> "repository " + Plain.line(cap.name(), 60);
            case installation -> "this installation";
        };
    }

    private static String dollars(double usd) {
        return CostsCommand.dollars(usd);
    }

    private static String tokens(double tokens) {
        return String.format(Locale.ROOT, "%,d tokens", (long) tokens);
    }
}
