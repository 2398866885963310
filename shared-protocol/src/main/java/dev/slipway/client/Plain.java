package dev.slipway.client;

/// Text from elsewhere, made harmless for whoever looks at it: escapes, other control characters, and the marks that
/// turn the direction of text around are shown instead of obeyed. Each character is judged alone, so that what a text
/// begins with stays the same when it grows. The same in every client. Thread-safe.
public final class Plain {
    private Plain() {}

    /// Several lines; tabs stay.
    public static String text(String from) {
        int clean = 0;
        while (clean < from.length() && isHarmless(from.charAt(clean), true)) clean++;
        return clean == from.length() ? from : clean(from, true);
    }

    /// One line: line ends become spaces.
    public static String line(String from) {
        return clean(from, false);
    }

    /// One line of at most so many characters.
    public static String line(String from, int most) {
        String line = line(from.substring(0, Math.min(from.length(), 4 * most))).strip();
        if (line.length() <= most && from.length() <= 4 * most) return line;
        int end = Math.min(line.length(), most - 1);
        if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) end--;
        return line.substring(0, end) + "…";
    }

    private static String clean(String from, boolean lines) {
        StringBuilder clean = new StringBuilder(from.length());
        for (int i = 0; i < from.length(); i++) {
            char c = from.charAt(i);
            if (isHarmless(c, lines)) clean.append(c);
            else if (c == '\n' || c == '\t') clean.append(' ');
            else if (c == '\r') clean.append(lines ? "" : " ");
            else if (c < ' ') clean.append((char) (0x2400 + c));
            else if (c == 0x7f) clean.append('\u2421');
            else if (!isMark(c)) clean.append('\ufffd');
        }
        return clean.toString();
    }

    private static boolean isHarmless(char c, boolean lines) {
        if (c == '\n' || c == '\t') return lines;
        if (c < 0x7f) return c >= ' ';
        if (c < 0xa0) return false;
        boolean turns = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return !turns && !isMark(c) && c != 0x2028 && c != 0x2029;
    }

    /// Without a look of their own, and without harm where they are missing. The last ones choose between the looks of
    /// the letter before them, which some places show as a box of its own.
    private static boolean isMark(char c) {
        return c == 0x200e || c == 0x200f || c == 0x61c || c == 0xfeff || c >= 0xfe00 && c <= 0xfe0f;
    }
}
