package dev.slipway.desktop.sessions;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/// How long ago something was, in the fewest words, and when exactly.
final class Ages {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM);

    private Ages() {}

    /// `now`, `3 min`, `5 h`, `2 d`, `7 w`, `1 y`; `now` also for what lies ahead.
    static String age(long thenMs, long nowMs) {
        long ms = nowMs - thenMs;
        if (ms < MINUTE) return "now";
        if (ms < HOUR) return ms / MINUTE + " min";
        if (ms < DAY) return ms / HOUR + " h";
        if (ms < 14 * DAY) return ms / DAY + " d";
        if (ms < 365 * DAY) return ms / (7 * DAY) + " w";
        return ms / (365 * DAY) + " y";
    }

    /// In the person's language and time zone.
    static String exact(long thenMs, ZoneId zone) {
        return EXACT.format(Instant.ofEpochMilli(thenMs).atZone(zone));
    }
}
