package dev.slipway.backend.budget;

import dev.slipway.protocol.CapScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What follows from what may be spent and what was. Pure.
final class CapPolicy {
    private CapPolicy() {}

    /// A cap that is reached.
    ///
    /// @param bound in the unit
    record Reached(CapScope scope, Unit unit, double bound, Amount spent) {}

    /// The first hard cap that is reached, the narrowest first; empty where work may go on. A cap of 0 lets
    /// nothing begin.
    static Optional<Reached> hard(Caps caps, Map<CapScope, Amount> spent) {
        return reached(caps, spent, Caps.Cap::hard).stream().findFirst();
    }

    /// All soft caps that are reached, the narrowest first.
    static List<Reached> soft(Caps caps, Map<CapScope, Amount> spent) {
        return reached(caps, spent, Caps.Cap::soft);
    }

    private interface Which {
        Caps.Bound of(Caps.Cap cap);
    }

    private static List<Reached> reached(Caps caps, Map<CapScope, Amount> spent, Which which) {
        List<Reached> all = new ArrayList<>();
        for (CapScope scope : CapScope.values()) {
            Caps.Cap cap = caps.all().get(scope);
            if (cap == null) continue;
            Amount so = spent.getOrDefault(scope, Amount.NONE);
            for (Unit unit : Unit.values()) {
                Double bound = which.of(cap).in(unit);
                if (bound != null && so.in(unit) >= bound) all.add(new Reached(scope, unit, bound, so));
            }
        }
        return all;
    }
}
