package dev.slipway.backend.model;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one vendor's server offers, remembered for a while. Where it doesn't say, that is the vendor's default
/// alone. Thread-safe.
final class OfferedModels {
    private static final Logger LOG = LoggerFactory.getLogger(OfferedModels.class);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration KEPT_WITHOUT_ANSWER = Duration.ofSeconds(30);
    private static final int MOST = 200;

    private final List<String> standard;
    private final Supplier<List<String>> asking;
    private final LongSupplier nanoTime;
    private List<String> known = List.of();
    private long knownUntil;

    /// @param asking asks the server for ids; fails with a runtime exception where it doesn't answer
    OfferedModels(String standard, Supplier<List<String>> asking, LongSupplier nanoTime) {
        this.standard = List.of(standard);
        this.asking = asking;
        this.nanoTime = nanoTime;
    }

    /// Never empty; blocks for the server at most every half minute.
    synchronized List<String> ids() {
        if (!known.isEmpty() && nanoTime.getAsLong() - knownUntil < 0) return known;
        List<String> told = ask();
        known = told.isEmpty() ? standard : told;
        Duration kept = told.isEmpty() ? KEPT_WITHOUT_ANSWER : KEPT;
        knownUntil = nanoTime.getAsLong() + kept.toNanos();
        return known;
    }

    private List<String> ask() {
        try {
            return asking.get().stream()
                    .filter(Models::isWellFormed)
                    .limit(MOST)
                    .toList();
        } catch (RuntimeException e) {
            LOG.debug("{}: the server doesn't list its models", standard.getFirst(), e);
            return List.of();
        }
    }
}
