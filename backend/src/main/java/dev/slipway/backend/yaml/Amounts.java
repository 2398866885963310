package dev.slipway.backend.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and times as people write them.
public final class Amounts {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(kb|mb|gb|tb)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");

    private Amounts() {}

    /// Bytes, written as `512MB`, `4GB` (powers of 1024); empty where it is something else.
    public static OptionalLong bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) return OptionalLong.empty();
        int shift =
                10 * (1 + List.of("kb", "mb", "gb", "tb").indexOf(size.group(2).toLowerCase(Locale.ROOT)));
        long number = Long.parseLong(size.group(1));
        long bytes = number << shift;
        return bytes >> shift == number && bytes >= 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /// A time, written as `30s`, `5m`, `2h` or `1d`; empty where it is something else.
    public static Optional<Duration> time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) return Optional.empty();
        long number = Long.parseLong(time.group(1));
        return Optional.of(
                switch (time.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }
}
