package dev.slipway.backend.git;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of one `.gitignore`. Matching takes time proportional to pattern and path, whatever they hold: the
/// patterns are written by hostile code. Immutable. See gitignore(5).
final class IgnoreRules {
    static final IgnoreRules NONE = new IgnoreRules(List.of());
    private static final int MOST_RULES = 2000;
    private static final int LONGEST = 1000;

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = rules;
    }

    static IgnoreRules parse(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String line : text.split("\r?\n", MOST_RULES + 1)) {
            Rule rule = rules.size() < MOST_RULES && line.length() <= LONGEST ? rule(line) : null;
            if (rule != null) rules.add(rule);
        }
        return new IgnoreRules(List.copyOf(rules));
    }

    /// @param path relative to the folder of the rules
    /// @return null where no rule speaks of it
    @Nullable
    Boolean ignored(String path, WorkspaceFiles.Type type) {
        String[] names = path.split("/");
        for (Rule rule : rules.reversed()) {
            if (rule.foldersOnly && type != WorkspaceFiles.Type.folder) continue;
            boolean matches = rule.anchored
                    ? matches(rule.segments, names)
                    : Glob.matches(rule.segments[0], names[names.length - 1]);
            if (matches) return !rule.negated;
        }
        return null;
    }

    private static @Nullable Rule rule(String line) {
        String pattern = withoutTrailingSpaces(line.startsWith("\uFEFF") ? line.substring(1) : line);
        if (pattern.isEmpty() || pattern.startsWith("#")) return null;
        boolean negated = pattern.startsWith("!");
        if (negated) pattern = pattern.substring(1);
        boolean foldersOnly = pattern.endsWith("/");
        if (foldersOnly) pattern = pattern.substring(0, pattern.length() - 1);
        boolean anchored = pattern.contains("/");
        if (pattern.startsWith("/")) pattern = pattern.substring(1);
        if (pattern.isEmpty()) return null;
        return new Rule(pattern.split("/", -1), anchored, foldersOnly, negated);
    }

    private static String withoutTrailingSpaces(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) end--;
        return line.substring(0, end);
    }

    /// `**` stands for any number of folders; at the end for at least one name. Only the last `**` is ever
    /// taken back, which is enough, as with `*` in a name.
    private static boolean matches(String[] pattern, String[] names) {
        int p = 0;
        int n = 0;
        int star = -1;
        int from = 0;
        while (n < names.length) {
            if (p < pattern.length && pattern[p].equals("**")) {
                if (p == pattern.length - 1) return true;
                star = p++;
                from = n;
            } else if (p < pattern.length && Glob.matches(pattern[p], names[n])) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++from;
            } else return false;
        }
        return p == pattern.length;
    }

    private record Rule(String[] segments, boolean anchored, boolean foldersOnly, boolean negated) {}
}
