package dev.slipway.desktop.details;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.client.SessionView;
import dev.slipway.client.TurnView;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What each of the newest turns cost. Steps are known of those whose events were seen.
final class TurnCosts {
    static final int MOST = 12;
    private static final int LONGEST_TITLE = 60;

    private final Map<TurnId, Integer> steps = new HashMap<>();

    void saw(Logged logged) {
        if (logged.event() instanceof SessionEvent.StepFinished step)
            steps.merge(step.turnId(), step.step(), Math::max);
    }

    /// The newest first.
    ///
    /// @param money what a turn cost, in words; empty where nobody knows, or it was free
    List<TurnCost> of(SessionView view, Function<TurnId, String> money) {
        List<TurnView> newest = view.turns().reversed().stream().limit(MOST).toList();
        long most = newest.stream().mapToLong(TurnCosts::tokens).max().orElse(0);
        return newest.stream().map(turn -> cost(turn, most, money)).toList();
    }

    private TurnCost cost(TurnView turn, long most, Function<TurnId, String> money) {
        Integer count = steps.get(turn.started().turnId());
        String text = turn.prompt() == null ? "A turn" : turn.prompt().text().strip();
        String begun = text.length() > 4 * LONGEST_TITLE ? text.substring(0, 4 * LONGEST_TITLE) : text;
        return new TurnCost(
                Human.cut(Plain.line(begun.replaceAll("\\s+", " ")), LONGEST_TITLE),
                turn.outcome() == null ? "running" : Human.duration(turn.durationMs()),
                Human.tokens(tokens(turn)) + " tokens",
                count == null ? "" : Human.count(count, "step"),
                money.apply(turn.started().turnId()),
                most == 0 ? 0 : (double) tokens(turn) / most);
    }

    private static long tokens(TurnView turn) {
        Usage usage = turn.usage();
        return usage.inputTokens() + usage.outputTokens() + usage.cacheReadTokens() + usage.cacheWriteTokens();
    }
}
