package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was used, and what that costs by the prices that are known. Turns that are deleted with their session still
/// count.
///
/// @param lines the dearest first; of one session its turns in order
/// @param pricesOf the day of the prices that are built in
public record Costs(List<Line> lines, Line total, String pricesOf) {
    public Costs {
        lines = Check.copy("lines", lines);
        Check.present("total", total);
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
}
