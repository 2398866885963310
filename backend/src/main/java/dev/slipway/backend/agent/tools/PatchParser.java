package dev.slipway.backend.agent.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads unified diffs as models write them: the counts of a hunk's header may be wrong, and an empty line may
/// have lost the space that says that it is context.
final class PatchParser {
    private static final Pattern HUNK = Pattern.compile("@@(?: -(\\d+)(?:,(\\d+))? \\+\\d+(?:,\\d+)?)?(?: .*)?");
    private static final String NOWHERE = "/dev/null";

    private final List<String> lines;
    private final List<FilePatch> files = new ArrayList<>();
    private int at;
    private @Nullable String from;
    private @Nullable String to;
    private boolean named;
    private boolean executable;
    private List<Hunk> hunks = new ArrayList<>();

    private PatchParser(String patch) {
        String text = patch.replace("\r\n", "\n");
        if (text.endsWith("\n")) text = text.substring(0, text.length() - 1);
        this.lines = List.of(text.split("\n", -1));
    }

    /// @throws BadArguments where it is no patch; the message names the line
    static List<FilePatch> parse(String patch) {
        PatchParser parser = new PatchParser(patch);
        while (parser.at < parser.lines.size()) parser.headLine();
        parser.endFile();
        if (parser.files.isEmpty())
            throw new BadArguments("this is no unified diff: there is no file in it. Each file begins with `--- a/PATH`"
                    + " and `+++ b/PATH`, each hunk with `@@`.");
        return parser.files;
    }

    private void headLine() {
        String line = lines.get(at);
        if (line.startsWith("diff --git ")) {
            endFile();
        } else if (line.startsWith("--- ")
                && at + 1 < lines.size()
                && lines.get(at + 1).startsWith("+++ ")) {
            if (!hunks.isEmpty() || (named && from != null && to != null && from.equals(to))) endFile();
            names(path(line), path(lines.get(at + 1)));
            at++;
        } else if (line.startsWith("rename from ")) {
            from = unquoted(line.substring("rename from ".length()));
        } else if (line.startsWith("rename to ")) {
            to = unquoted(line.substring("rename to ".length()));
            named = true;
        } else if (line.startsWith("new file mode ")) {
            executable = line.endsWith("755");
        } else if (line.startsWith("old mode ") || line.startsWith("copy from ")) {
            throw bad("changes of modes and copies can't be applied; use a command");
        } else if (line.startsWith("GIT binary patch") || line.startsWith("Binary files ")) {
            throw bad("binary files can't be patched");
        } else if (line.startsWith("@@")) {
            if (!named) throw bad("a hunk before the names of its file");
            hunks.add(hunk());
            return;
        } else if (!hunks.isEmpty() && !line.isBlank()) {
            throw bad("a line of a hunk begins with a space, `+` or `-`");
        }
        at++;
    }

    private void names(String before, String after) {
        boolean prefixed = (before.startsWith("a/") || before.equals(NOWHERE))
                && (after.startsWith("b/") || after.equals(NOWHERE));
        from = before.equals(NOWHERE) ? null : prefixed ? before.substring(2) : before;
        to = after.equals(NOWHERE) ? null : prefixed ? after.substring(2) : after;
        if (from == null && to == null) throw bad("both names of the file are " + NOWHERE);
        named = true;
    }

    private String path(String line) {
        String path = line.substring(4);
        int tab = path.indexOf('\t');
        return unquoted((tab < 0 ? path : path.substring(0, tab)).stripTrailing());
    }

    private String unquoted(String path) {
        if (path.startsWith("\"")) throw bad("quoted file names can't be read; use `edit` or a command for this file");
        if (path.isBlank()) throw bad("the name of the file is missing");
        return path;
    }

    private Hunk hunk() {
        String header = lines.get(at);
        Matcher matcher = HUNK.matcher(header);
        if (!matcher.matches()) throw bad("a hunk begins with `@@ -LINE,COUNT +LINE,COUNT @@`");
        at++;
        List<HunkLine> body = new ArrayList<>();
        boolean oldEndOpen = false;
        boolean newEndOpen = false;
        while (at < lines.size() && !endsHunk()) {
            String line = lines.get(at);
            if (line.startsWith("\\")) {
                HunkLine.Kind last =
                        body.isEmpty() ? HunkLine.Kind.context : body.getLast().kind();
                oldEndOpen |= last != HunkLine.Kind.added;
                newEndOpen |= last != HunkLine.Kind.removed;
            } else {
                body.add(line(line));
            }
            at++;
        }
        int count = matcher.group(2) == null ? 1 : number(matcher.group(2));
        dropEmptyEnd(body, matcher.group(1) == null ? 0 : count);
        if (body.isEmpty()) throw bad("a hunk without lines");
        int start = matcher.group(1) == null ? -1 : number(matcher.group(1));
        return new Hunk(header, start, body, oldEndOpen, newEndOpen);
    }

    private boolean endsHunk() {
        String line = lines.get(at);
        if (line.startsWith("@@") || line.startsWith("diff --git ")) return true;
        if (line.startsWith("--- ") && at + 1 < lines.size())
            return lines.get(at + 1).startsWith("+++ ");
        return !line.isEmpty() && " +-\\".indexOf(line.charAt(0)) < 0;
    }

    private static HunkLine line(String line) {
        if (line.isEmpty()) return new HunkLine(HunkLine.Kind.context, "");
        HunkLine.Kind kind = switch (line.charAt(0)) {
            case '+' -> HunkLine.Kind.added;
            case '-' -> HunkLine.Kind.removed;
            default -> HunkLine.Kind.context;
        };
        return new HunkLine(kind, line.substring(1));
    }

    /// The line break that ends the patch, or stands between two files, looks like an empty line of context.
    private static void dropEmptyEnd(List<HunkLine> body, int declared) {
        long before =
                body.stream().filter(line -> line.kind() != HunkLine.Kind.added).count();
        while (!body.isEmpty()
                && before > declared
                && body.getLast().kind() == HunkLine.Kind.context
                && body.getLast().text().isEmpty()) {
            body.removeLast();
            before--;
        }
    }

    private int number(String digits) {
        if (digits.length() > 9) throw bad("the number of a line is too large");
        return Integer.parseInt(digits);
    }

    private void endFile() {
        boolean moves = from != null && to != null && !from.equals(to);
        if (named && (!hunks.isEmpty() || moves || from == null || to == null))
            files.add(new FilePatch(from, to, executable, hunks));
        from = null;
        to = null;
        named = false;
        executable = false;
        hunks = new ArrayList<>();
    }

    private BadArguments bad(String why) {
        return new BadArguments("line " + (at + 1) + " of the patch: " + why);
    }
}
