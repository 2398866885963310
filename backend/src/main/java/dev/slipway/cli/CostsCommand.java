package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.Usage;
import dev.slipway.protocol.json.Json;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "costs",
        description = "What the sessions that you may see used, and what that costs.",
        mixinStandardHelpOptions = true)
final class CostsCommand implements Callable<Integer> {
    private static final Style PLAIN = Style.of(Map.of(), false);

    private enum By {
        person,
        repository,
        session
    }

    @Option(names = "--by", description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
    private By by = By.session;

    @Option(names = "--since", paramLabel = "WHEN", description = "A day such as 2026-11-28, or 12h, 7d.")
    private @Nullable String since;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        long from = since == null ? 0 : SearchCommand.sinceMs(since, Clock.systemDefaultZone());
        String answer = Http.get(Address.find(), "/v1/costs?by=" + by + "&since=" + from);
        if (json) {
            System.out.println(answer);
            return Exit.DONE;
        }
        Costs costs = Json.read(answer, Costs.class);
        Style style = Style.here();
        for (Costs.Line line : costs.lines()) {
            String name = line.name().isEmpty() ? "(nobody)" : Plain.line(line.name(), 60);
            System.out.println(
                    amount(line) + "  " + name + (line.label().isEmpty() ? "" : "  " + Plain.line(line.label(), 60))
                            + style.dim("  " + used(line)));
        }
        System.out.println(amount(costs.total()) + "  " + style.bold("all") + style.dim("  " + used(costs.total())));
        note(costs).lines().forEach(line -> System.out.println(style.dim(line)));
        CapLines.of(costs, style).forEach(System.out::println);
        return Exit.DONE;
    }

    /// One line for a session; empty where nothing was used, or what was used is free.
    static String ofSession(String json) {
        Costs costs = Json.read(json, Costs.class);
        Double usd = costs.total().usd();
        boolean free = costs.total().unpriced().isEmpty() && (usd == null || usd == 0);
        if (free) return "";
        String cost = "Cost " + amount(costs.total()).strip() + " · " + used(costs.total()) + ". " + note(costs);
        return cost
                + String.join(
                        "", CapLines.of(costs, PLAIN).map(line -> "\n" + line).toList());
    }

    private static String amount(Costs.Line line) {
        Double usd = line.usd();
        if (usd == null) return String.format(Locale.ROOT, "%9s", line.turns() == 0 ? "$0" : "unknown");
        return String.format(Locale.ROOT, "%9s", dollars(usd));
    }

    static String dollars(double usd) {
        return String.format(Locale.ROOT, usd > 0 && usd < 1 ? "$%.4f" : "$%.2f", usd);
    }

    private static String used(Costs.Line line) {
        Usage usage = line.usage();
        long in = usage.inputTokens() + usage.cacheReadTokens() + usage.cacheWriteTokens();
        return Human.count(line.turns(), "turn") + ", " + Human.tokens(in) + " tokens in, "
                + Human.tokens(usage.outputTokens()) + " out";
    }

    private static String note(Costs costs) {
        String prices = "Prices as of " + Plain.line(costs.pricesOf()) + ", or as configured.";
        if (costs.total().unpriced().isEmpty()) return prices;
        return prices + " Without a known price, and so not counted: "
                + Plain.line(String.join(", ", costs.total().unpriced()))
                + ". `prices:` in the configuration sets one.";
    }
}
