package dev.slipway.client;

/// Text from elsewhere, made harmless for whoever looks at it: escapes, other control characters, and the marks that
/// turn the direction of text around are shown instead of obeyed. The same in every client. Thread-safe.
public final class Plain {
    private Plain() {}

    /// Several lines; tabs stay.
    public static String text(String from) {
        return clean(from, true);
    }

    /// One line: line ends become spaces.
    public static String line(String from) {
        return clean(from, false);
    }

    private static String clean(String from, boolean lines) {
        StringBuilder clean = new StringBuilder(from.length());
        from.codePoints().forEach(c -> {
            if (c == '\n') clean.append(lines ? '\n' : ' ');
            else if (c == '\r') clean.append(lines ? "" : " ");
            else if (c == '\t') clean.append('\t');
            else if (c < ' ') clean.appendCodePoint(0x2400 + c);
            else if (c == 0x7f) clean.append('\u2421');
            else if (c >= 0x80 && c < 0xa0 || isInvisible(c)) clean.append('\ufffd');
            else clean.appendCodePoint(c);
        });
        return clean.toString();
    }

    private static boolean isInvisible(int c) {
        return c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c == 0x200e
                || c == 0x200f
                || c == 0x61c
                || c == 0x2028
                || c == 0x2029
                || c == 0xfeff;
    }
}
