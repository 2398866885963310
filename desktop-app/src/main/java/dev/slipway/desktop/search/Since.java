package dev.slipway.desktop.search;

import java.time.Clock;
import java.time.LocalDate;

/// How far back is looked.
public enum Since {
    ever("Any time"),
    today("Today"),
    week("Last 7 days"),
    month("Last 30 days"),
    year("Last year");

    private final String words;

    Since(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }

    /// Milliseconds since 1970 of where that begins, by the clock's days; 0 for ever.
    public long ms(Clock clock) {
        LocalDate today = LocalDate.now(clock);
        return switch (this) {
            case ever -> 0;
            case today -> begin(today, clock);
            case week -> begin(today.minusDays(6), clock);
            case month -> begin(today.minusDays(29), clock);
            case year -> begin(today.minusYears(1), clock);
        };
    }

    private static long begin(LocalDate day, Clock clock) {
        return day.atStartOfDay(clock.getZone()).toInstant().toEpochMilli();
    }
}
