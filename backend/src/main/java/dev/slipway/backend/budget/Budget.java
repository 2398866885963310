package dev.slipway.backend.budget;

import dev.slipway.backend.model.Prices;
import dev.slipway.backend.search.SearchIndex;
import dev.slipway.backend.store.SearchFile;
import dev.slipway.protocol.CapScope;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.Usage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What may still be spent. Where the operator set no caps it counts nothing and asks nobody. Thread-safe;
/// waits only until it first knows what was spent before.
public final class Budget {
    private static final SearchFile.Account NOTHING = new SearchFile.Account(List.of(), List.of(), List.of(), Map.of());

    /// Without caps.
    public static final Budget NONE = new Budget(
            Caps.NONE, new Ledger(from -> NOTHING, Prices.with(Map.of()), Clock.systemUTC()), Prices.with(Map.of()));

    private final Caps caps;
    private final Ledger ledger;
    private final Prices prices;

    /// Something that people are to be told once in a session.
    ///
    /// @param about the same for the same thing, in whichever words
    public record Note(String about, String message) {}

    Budget(Caps caps, Ledger ledger, Prices prices) {
        this.caps = caps;
        this.ledger = ledger;
        this.prices = prices;
    }

    /// @param clock its zone says when a month begins
    public static Budget of(Caps caps, SearchIndex index, Prices prices, Clock clock) {
        return new Budget(caps, new Ledger(index::account, prices, clock), prices);
    }

    /// To be called once the index has taken in what an earlier backend left to it. Blocks.
    public void settle() {
        if (!isFree()) ledger.settle();
    }

    public void used(Use use) {
        if (!isFree()) ledger.add(use);
    }

    /// Why no turn and no further step may be begun, and what to do; empty where they may.
    public Optional<String> refusal(Spender spender) {
        if (isFree()) return Optional.empty();
        return CapPolicy.hard(caps, ledger.of(spender)).map(reached -> CapWords.hard(reached, spender, ledger.month()));
    }

    /// What people should know of what was spent.
    ///
    /// @param model that is used
    public List<Note> notes(Spender spender, String model) {
        if (isFree()) return List.of();
        List<Note> notes = new ArrayList<>();
        for (CapPolicy.Reached reached : CapPolicy.soft(caps, ledger.of(spender)))
            notes.add(CapWords.soft(reached, caps.all().get(reached.scope()), spender, ledger.month()));
        if (caps.inDollars() && prices.usd(model, Usage.NONE).isEmpty()) notes.add(CapWords.unpriced(model));
        return List.copyOf(notes);
    }

    /// The cap of one scope and what was spent of it; empty where there is none.
    ///
    /// @param name the e-mail, repository or session; empty for the installation
    public Optional<Costs.Cap> state(CapScope scope, String name) {
        Caps.Cap cap = caps.all().get(scope);
        if (cap == null) return Optional.empty();
        Amount spent = ledger.of(spender(scope, name)).getOrDefault(scope, Amount.NONE);
        return Optional.of(new Costs.Cap(
                scope,
                name,
                scope == CapScope.session ? null : ledger.month(),
                cap.soft().usd(),
                cap.hard().usd(),
                cap.soft().tokens(),
                cap.hard().tokens(),
                spent.usd(),
                spent.tokens()));
    }

    /// Of everyone for whom something was spent this month.
    public List<Costs.Cap> persons() {
        if (!caps.all().containsKey(CapScope.person)) return List.of();
        return ledger.persons().stream()
                .flatMap(name -> state(CapScope.person, name).stream())
                .toList();
    }

    private static Spender spender(CapScope scope, String name) {
        Map<CapScope, String> only = Map.of(scope, name);
        return new Spender(
                only.getOrDefault(CapScope.session, ""),
                only.getOrDefault(CapScope.person, ""),
                only.getOrDefault(CapScope.repository, ""));
    }

    private boolean isFree() {
        return caps.all().isEmpty();
    }
}
