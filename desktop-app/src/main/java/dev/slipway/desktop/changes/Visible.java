package dev.slipway.desktop.changes;

/// A line from elsewhere made harmless to show: escapes and other control characters, and the marks that turn the
/// direction of text around, are shown instead of obeyed, a lost `\r` too. Each UTF-16 unit stays one, so that places
/// in the line stay right. Pure.
final class Visible {
    private Visible() {}

    /// Tabs stay.
    static String line(String from) {
        int first = 0;
        while (first < from.length() && shown(from.charAt(first)) == from.charAt(first)) first++;
        if (first == from.length()) return from;
        StringBuilder clean = new StringBuilder(from.length()).append(from, 0, first);
        for (int i = first; i < from.length(); i++) clean.append(shown(from.charAt(i)));
        return clean.toString();
    }

    private static char shown(char c) {
        if (c == '\t') return c;
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
