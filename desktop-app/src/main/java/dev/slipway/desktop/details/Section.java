package dev.slipway.desktop.details;

import java.util.List;

/// Facts of one kind, to be shown together. Immutable.
///
/// @param notes sentences that stand under them
public record Section(String title, List<Fact> facts, List<String> notes) {
    /// @param used how much of a limit is used, 0 to 1; NaN where there is no limit, or nobody knows
    public record Fact(String name, String value, double used) {
        static Fact of(String name, String value) {
            return new Fact(name, value, Double.NaN);
        }
    }
}
