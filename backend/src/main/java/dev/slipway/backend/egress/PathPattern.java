package dev.slipway.backend.egress;

import java.util.regex.Pattern;

/// Paths of requests: `*` stands for anything within a segment, `**` for any number of segments. Immutable.
public record PathPattern(String text) {
    /// @throws IllegalArgumentException where it isn't one
    public PathPattern {
        if (!text.matches("/[A-Za-z0-9._~!$&'()*+,=:@/-]*"))
            throw new IllegalArgumentException(text + " isn't a path such as /v1/**");
    }

    /// @param path as it stood in the request, without its query
    boolean matches(String path) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("/**", i) && (i + 3 == text.length() || text.charAt(i + 3) == '/')) {
                regex.append("(/.*)?");
                i += 2;
            } else if (text.charAt(i) == '*') regex.append("[^/]*");
            else regex.append(Pattern.quote(text.substring(i, i + 1)));
        }
        return Pattern.matches(regex.toString(), path);
    }

    /// Whether every server reads the path as it is written: no dots that lead up, nothing encoded that could be a
    /// separator, no parameters within it.
    static boolean isPlain(String path) {
        String lower = path.toLowerCase(java.util.Locale.ROOT);
        for (String trick : new String[] {"%2f", "%5c", "%2e", "%00", "%25", "\\", ";", "//"})
            if (lower.contains(trick)) return false;
        return !(path + "/").contains("/../") && !(path + "/").contains("/./");
    }
}
