package dev.slipway.desktop.changes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Paths as git writes them in a diff: in quotes with C's escapes where they hold anything unusual.
final class QuotedPath {
    private static final String ESCAPES = "abtnvfr\"\\";
    private static final String MEANINGS = "\u0007\b\t\n\u000b\f\r\"\\";

    private QuotedPath() {}

    /// @param written quoted or not
    /// @return null for `/dev/null`
    static @Nullable String path(String written) {
        if (written.equals("/dev/null")) return null;
        String whole = unquoted(written);
        return whole.startsWith("a/") || whole.startsWith("b/") ? whole.substring(2) : whole;
    }

    /// The path of a `diff --git` line's both halves, or null where they differ and so can't be told apart.
    static @Nullable String ofBoth(String halves) {
        for (int i = halves.indexOf(' '); i >= 0; i = halves.indexOf(' ', i + 1)) {
            String before = path(halves.substring(0, i));
            if (before != null && before.equals(path(halves.substring(i + 1)))) return before;
        }
        return null;
    }

    /// What stands in quotes, or the text itself where it has none.
    static String unquoted(String written) {
        if (written.length() < 2 || !written.startsWith("\"") || !written.endsWith("\"")) return written;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String inner = written.substring(1, written.length() - 1);
        for (int i = 0; i < inner.length(); ) i = one(inner, i, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Reads what stands at a place and tells where the next stands.
    private static int one(String inner, int at, ByteArrayOutputStream bytes) {
        int c = inner.codePointAt(at);
        if (c != '\\' || at + 1 == inner.length()) {
            bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            return at + Character.charCount(c);
        }
        char next = inner.charAt(at + 1);
        int known = ESCAPES.indexOf(next);
        if (known >= 0) {
            bytes.write(MEANINGS.charAt(known));
            return at + 2;
        }
        int end = at + 1;
        int value = 0;
        while (end < inner.length() && end < at + 4 && inner.charAt(end) >= '0' && inner.charAt(end) <= '7')
            value = value * 8 + inner.charAt(end++) - '0';
        bytes.write(end == at + 1 ? '\\' : value);
        return end;
    }
}
