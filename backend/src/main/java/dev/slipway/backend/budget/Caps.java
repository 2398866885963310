package dev.slipway.backend.budget;

import dev.slipway.protocol.CapScope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may be spent, as the operator set it. Immutable.
///
/// @param all those that there are
public record Caps(Map<CapScope, Cap> all) {
    public static final Caps NONE = new Caps(Map.of());

    /// @param soft people are told once it is reached
    /// @param hard nothing is begun any more once it is reached
    public record Cap(Bound soft, Bound hard) {}

    /// @param usd in US dollars; null for any
    /// @param tokens in and out, of all models; null for any
    public record Bound(@Nullable Double usd, @Nullable Long tokens) {
        public static final Bound NONE = new Bound(null, null);

        @Nullable
        Double in(Unit unit) {
            return switch (unit) {
                case usd -> usd;
                case tokens -> tokens == null ? null : Double.valueOf(tokens);
            };
        }
    }

    public Caps {
        all = Map.copyOf(all);
    }

    /// Whether any is in dollars, so that it matters what models cost.
    boolean inDollars() {
        return all.values().stream()
                .anyMatch(cap -> cap.soft().usd() != null || cap.hard().usd() != null);
    }
}
