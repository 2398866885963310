package dev.slipway.backend.git;

/// Shell patterns over one name, as in glob(7): `*`, `?`, `[…]` and `\`. Time is bounded by pattern × name.
final class Glob {
    private final String pattern;
    /// Where the element after the one that was looked at begins.
    private int next;

    private Glob(String pattern) {
        this.pattern = pattern;
    }

    static boolean matches(String pattern, String name) {
        return new Glob(pattern).matches(name);
    }

    private boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int from = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                from = n;
            } else if (p < pattern.length() && one(p, name.charAt(n))) {
                p = next;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++from;
            } else return false;
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') p++;
        return p == pattern.length();
    }

    private boolean one(int at, char c) {
        char element = pattern.charAt(at);
        next = at + 1;
        if (element == '?') return true;
        if (element == '[') return bracket(at, c);
        if (element == '\\' && next < pattern.length()) return pattern.charAt(next++) == c;
        return element == c;
    }

    /// An unclosed bracket matches nothing.
    private boolean bracket(int at, char c) {
        int i = at + 1;
        boolean negated = i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^');
        if (negated) i++;
        boolean found = false;
        for (int first = i; i < pattern.length(); ) {
            if (pattern.charAt(i) == ']' && i > first) {
                next = i + 1;
                return found != negated;
            }
            if (pattern.startsWith("[:", i)) {
                int end = pattern.indexOf(":]", i);
                if (end > 0) {
                    found |= inClass(pattern.substring(i + 2, end), c);
                    i = end + 2;
                    continue;
                }
            }
            if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) i++;
            char low = pattern.charAt(i++);
            char high = low;
            if (i + 1 < pattern.length() && pattern.charAt(i) == '-' && pattern.charAt(i + 1) != ']') {
                high = pattern.charAt(i + 1);
                i += 2;
            }
            found |= low <= c && c <= high;
        }
        return false;
    }

    private static boolean inClass(String name, char c) {
        return switch (name) {
            case "alpha" -> Character.isLetter(c);
            case "digit" -> Character.isDigit(c);
            case "alnum" -> Character.isLetterOrDigit(c);
            case "upper" -> Character.isUpperCase(c);
            case "lower" -> Character.isLowerCase(c);
            case "space" -> Character.isWhitespace(c);
            case "punct" -> c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
            default -> false;
        };
    }
}
