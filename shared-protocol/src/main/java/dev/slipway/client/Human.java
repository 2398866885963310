package dev.slipway.client;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Sizes, times and counts as people say them, the same in every client. Thread-safe.
public final class Human {
    private Human() {}

    /// `640 ms`, `8.4 s`, `3 min 12 s`, `1 h 5 min`.
    public static String duration(long ms) {
        if (ms < 1000) return ms + " ms";
        if (ms < 60_000) return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
        if (ms < 3_600_000) return ms / 60_000 + " min " + ms / 1000 % 60 + " s";
        return ms / 3_600_000 + " h " + ms / 60_000 % 60 + " min";
    }

    /// In powers of 1024: `512 B`, `1.5 kB`, `2.0 GB`.
    public static String bytes(long bytes) {
        if (bytes < 1024) return bytes + " B";
        if (bytes < 1 << 20) return String.format(Locale.ROOT, "%.1f kB", bytes / 1024.0);
        if (bytes < 1 << 30) return String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1073741824.0);
    }

    /// @param one the word for one of them; an `s` makes it many
    public static String count(long n, String one) {
        return n + " " + one + (n == 1 ? "" : "s");
    }

    /// `830`, `4.2k`.
    public static String tokens(long tokens) {
        if (tokens < 1000) return Long.toString(tokens);
        return String.format(Locale.ROOT, "%.1fk", tokens / 1000.0);
    }

    /// `28 Nov 2026, 14:50`, by this machine's clock.
    public static String day(long atMs) {
        return DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH)
                .format(Instant.ofEpochMilli(atMs).atZone(ZoneId.systemDefault()));
    }

    /// `now` for less than ten seconds, and for what lies ahead.
    public static String ago(long thenMs, long nowMs) {
        long seconds = Math.max(0, (nowMs - thenMs) / 1000);
        if (seconds < 10) return "now";
        if (seconds < 60) return seconds + " s ago";
        if (seconds < 3600) return seconds / 60 + " min ago";
        if (seconds < 86_400) return seconds / 3600 + " h ago";
        return count(seconds / 86_400, "day") + " ago";
    }

    /// Cut at a length in characters (code points), with the cut shown; at least one is kept.
    public static String cut(String text, int atMost) {
        return text.codePointCount(0, text.length()) <= atMost
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.max(1, atMost - 1))) + "…";
    }
}
