package dev.slipway.desktop.design;

/// Text from elsewhere made harmless to show: escapes and other control characters, and the marks that turn the
/// direction of text around, are shown instead of obeyed. Each UTF-16 unit stays one, so that places in the text stay
/// right. Thread-safe.
public final class Plain {
    private Plain() {}

    /// Several lines: line ends and tabs stay.
    public static String text(String from) {
        return clean(from, true);
    }

    /// One line: line ends are shown; tabs stay.
    public static String line(String from) {
        return clean(from, false);
    }

    private static String clean(String from, boolean lines) {
        int first = first(from, lines);
        if (first == from.length()) return from;
        StringBuilder clean = new StringBuilder(from.length()).append(from, 0, first);
        for (int i = first; i < from.length(); i++) clean.append(shown(from.charAt(i), lines));
        return clean.toString();
    }

    private static int first(String text, boolean lines) {
        int i = 0;
        while (i < text.length() && shown(text.charAt(i), lines) == text.charAt(i)) i++;
        return i;
    }

    private static char shown(char c, boolean lines) {
        if (c == '\t' || c == '\n' && lines) return c;
        if (c < ' ') return (char) (0x2400 + c);
        if (c == 0x7f) return '\u2421';
        return c >= 0x80 && c < 0xa0 || isInvisible(c) ? '\ufffd' : c;
    }

    private static boolean isInvisible(char c) {
        return c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c >= 0x200b && c <= 0x200f && c != 0x200d
                || c == 0x61c
                || c == 0x2028
                || c == 0x2029
                || c == 0xfeff;
    }
}
