package dev.slipway.backend.session;

import dev.slipway.backend.budget.Budget;
import dev.slipway.backend.model.Prices;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.search.SearchIndex;
import dev.slipway.backend.store.SearchFile;
import dev.slipway.backend.store.SearchFile.Spent;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.CapScope;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.Usage;
import dev.slipway.protocol.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What sessions used and what that costs, as far as their logs have been taken in: some moments ago. Every call may
/// block for the disk. Thread-safe.
public final class Spending {
    private final SearchIndex index;
    private final Board board;
    private final Gate gate;
    private final Prices prices;
    private final Budget budget;

    /// By what is added up.
    public enum By {
        person,
        repository,
        session
    }

    public Spending(SearchIndex index, Board board, Gate gate, Prices prices, Budget budget) {
        this.index = index;
        this.board = board;
        this.gate = gate;
        this.prices = prices;
        this.budget = budget;
    }

    /// Of the sessions that somebody may see; of all there ever were for who administers the installation.
    ///
    /// @param fromMs of turns that began then or later
    public Costs of(Caller caller, By by, long fromMs) {
        String theirs = caller.administers()
                ? null
                : Json.text(board.sessions().stream()
                        .filter(listed -> gate.sees(caller, listed))
                        .map(listed -> listed.sessionId().value())
                        .toList());
        List<Costs.Line> lines = new ArrayList<>(lines(inFile(by), theirs, fromMs));
        lines.sort(Comparator.comparingDouble(Spending::dearest)
                .thenComparingLong(line -> -line.usage().outputTokens()));
        return costs(lines, caps(caller));
    }

    /// Of one session, by its turns in order.
    public Costs of(SessionId session) {
        return costs(
                lines(SearchFile.By.turn, Json.text(List.of(session.value())), 0),
                budget.state(CapScope.session, session.value()).stream().toList());
    }

    /// Their own, and those of repositories that they may use; for who administers the installation, of everyone who
    /// spent something and of all together.
    private List<Costs.Cap> caps(Caller caller) {
        List<Costs.Cap> caps = new ArrayList<>();
        if (caller.administers()) {
            budget.state(CapScope.installation, "").ifPresent(caps::add);
            caps.addAll(budget.persons());
        } else if (caller.person() != null)
            budget.state(CapScope.person, SearchIndex.person(caller.person().email()))
                    .ifPresent(caps::add);
        for (RepositoryName name : repositories())
            if (gate.uses(caller, name))
                budget.state(CapScope.repository, name.value()).ifPresent(caps::add);
        return caps;
    }

    private List<RepositoryName> repositories() {
        return board.repositories().stream()
                .sorted(Comparator.comparing(RepositoryName::value))
                .toList();
    }

    private List<Costs.Line> lines(SearchFile.By by, @Nullable String sessions, long fromMs) {
        Map<String, Costs.Line> lines = new LinkedHashMap<>();
        for (Spent spent : index.spent(by, sessions, fromMs)) lines.merge(spent.name(), line(by, spent), Spending::sum);
        return List.copyOf(lines.values());
    }

    private Costs.Line line(SearchFile.By by, Spent spent) {
        Usage usage = new Usage(
                spent.tokens().input(),
                spent.tokens().output(),
                spent.tokens().cacheRead(),
                spent.tokens().cacheWrite());
        OptionalDouble usd = prices.usd(spent.model(), usage);
        return new Costs.Line(
                spent.name(),
                by == SearchFile.By.session ? title(spent.name()) : "",
                spent.turns(),
                usage,
                usd.isPresent() ? usd.getAsDouble() : null,
                usd.isPresent() ? List.of() : List.of(spent.model()));
    }

    private String title(String session) {
        return board.session(new SessionId(session)).map(SessionListed::title).orElse("");
    }

    private static Costs costs(List<Costs.Line> lines, List<Costs.Cap> caps) {
        Costs.Line none = new Costs.Line("", "", 0, Usage.NONE, null, List.of());
        Costs.Line total = lines.stream().reduce(none, Spending::sum);
        return new Costs(lines, total, Prices.AS_OF, caps.isEmpty() ? null : caps);
    }

    private static Costs.Line sum(Costs.Line a, Costs.Line b) {
        List<String> unpriced = new ArrayList<>(a.unpriced());
        for (String model : b.unpriced()) if (!unpriced.contains(model)) unpriced.add(model);
        Double usd = a.usd() == null ? b.usd() : b.usd() == null ? a.usd() : Double.valueOf(a.usd() + b.usd());
        return new Costs.Line(
                a.name(), a.label(), a.turns() + b.turns(), a.usage().plus(b.usage()), usd, unpriced);
    }

    private static SearchFile.By inFile(By by) {
        return switch (by) {
            case person -> SearchFile.By.person;
            case repository -> SearchFile.By.repository;
            case session -> SearchFile.By.session;
        };
    }

    private static double dearest(Costs.Line line) {
        return line.usd() == null ? 0 : -line.usd();
    }
}
