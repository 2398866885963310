package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was used, and what that costs by the prices that are known. Turns that are deleted with their session still
/// count.
///
/// @param lines the dearest first; of one session its turns in order
/// @param pricesOf the day of the prices that are built in
/// @param caps what may be spent, of what concerns who asks; null where there are none
public record Costs(
        List<Line> lines,
        Line total,
        String pricesOf,
        @Nullable List<Cap> caps) {
    public Costs {
        lines = Check.copy("lines", lines);
        Check.present("total", total);
        if (caps != null) caps = List.copyOf(caps);
    }

    /// By what is added up.
    public enum By {
        person,
        repository,
        session
    }

    /// @param name an address, a repository, a session or a turn; empty for the total
    /// @param label what people call it, or empty
    /// @param usd in US dollars; null where nothing of it has a known price
    /// @param unpriced the models without a known price, whose tokens aren't in `usd`
    public record Line(
            String name,
            String label,
            int turns,
            Usage usage,
            @Nullable Double usd,
            List<String> unpriced) {
        public Line {
            Check.present("usage", usage);
            unpriced = Check.copy("unpriced", unpriced);
        }
    }

    /// What may be spent, and how much of it was. People are told where a soft one is reached; where a hard one is,
    /// nothing more is begun.
    ///
    /// @param name an address, a repository or a session; empty for the installation
    /// @param month that it is, such as `2026-11`; null for a session's, which is for as long as it lives
    /// @param softUsd in US dollars; null for none, as are the other three
    /// @param spentUsd of models with a known price
    /// @param spentTokens of all models, in and out
    public record Cap(
            CapScope scope,
            String name,
            @Nullable String month,
            @Nullable Double softUsd,
            @Nullable Double hardUsd,
            @Nullable Long softTokens,
            @Nullable Long hardTokens,
            double spentUsd,
            long spentTokens) {
        public Cap {
            Check.present("scope", scope);
            Check.present("name", name);
        }
    }
}
