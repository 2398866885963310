package dev.slipway.desktop.changes;

import dev.slipway.desktop.changes.DiffLine.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads unified diff text as git and JGit write it. What it doesn't know it leaves out; a text that was cut ends where
/// it was cut. Pure: lines are ended by `\n` alone, as git has it.
final class DiffReader {
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@ ?(.*)");

    private final String text;
    private final List<FileDiff> files = new ArrayList<>();
    private int at;
    private @Nullable File file;

    private DiffReader(String text) {
        this.text = text;
    }

    static List<FileDiff> read(String text) {
        DiffReader reader = new DiffReader(text);
        reader.read();
        return List.copyOf(reader.files);
    }

    private void read() {
        while (at < text.length()) {
            String line = line();
            if (line.startsWith("diff --git ")) begin(line.substring("diff --git ".length()));
            else if (file != null) header(file, line);
        }
        end();
    }

    private void begin(String halves) {
        end();
        String path = QuotedPath.ofBoth(halves);
        file = new File(path, path);
    }

    private void end() {
        if (file != null) files.add(file.whole());
        file = null;
    }

    private void header(File into, String line) {
        Matcher hunk = HUNK.matcher(line);
        if (hunk.matches()) into.hunks.add(hunk(hunk));
        else if (line.startsWith("--- ")) into.oldPath = QuotedPath.path(line.substring(4));
        else if (line.startsWith("+++ ")) into.newPath = QuotedPath.path(line.substring(4));
        else if (line.startsWith("new file mode ")) into.isNew(line.substring("new file mode ".length()));
        else if (line.startsWith("deleted file mode ")) into.newPath = null;
        else if (line.startsWith("old mode ")) into.oldMode = line.substring("old mode ".length());
        else if (line.startsWith("new mode ")) into.mode(line.substring("new mode ".length()));
        else if (line.startsWith("rename from ")) into.from("Renamed from ", line.substring("rename from ".length()));
        else if (line.startsWith("copy from ")) into.from("Copied from ", line.substring("copy from ".length()));
        else if (line.startsWith("rename to "))
            into.newPath = QuotedPath.unquoted(line.substring("rename to ".length()));
        else if (line.startsWith("copy to ")) into.newPath = QuotedPath.unquoted(line.substring("copy to ".length()));
        else if (line.startsWith("Binary files ") || line.equals("GIT binary patch")) into.binary = true;
    }

    /// Its lines are counted, so that a line of a file that looks like a header is none.
    private Hunk hunk(Matcher head) {
        int oldStart = number(head.group(1), 0);
        int newStart = number(head.group(3), 0);
        int oldLeft = number(head.group(2), 1);
        int newLeft = number(head.group(4), 1);
        int oldNumber = oldStart;
        int newNumber = newStart;
        List<DiffLine> lines = new ArrayList<>();
        while (at < text.length() && (oldLeft > 0 || newLeft > 0 || text.charAt(at) == '\\')) {
            char sign = text.charAt(at);
            if (sign != ' ' && sign != '+' && sign != '-' && sign != '\\') break;
            String line = line().substring(1);
            if (sign == '\\') {
                if (!lines.isEmpty()) lines.add(lines.removeLast().unended());
            } else if (sign == '+') {
                lines.add(new DiffLine(Sign.added, 0, newNumber++, line, true));
                newLeft--;
            } else if (sign == '-') {
                lines.add(new DiffLine(Sign.removed, oldNumber++, 0, line, true));
                oldLeft--;
            } else {
                lines.add(new DiffLine(Sign.context, oldNumber++, newNumber++, line, true));
                oldLeft--;
                newLeft--;
            }
        }
        return new Hunk(oldStart, newStart, head.group(5), lines);
    }

    private String line() {
        int end = text.indexOf('\n', at);
        if (end < 0) end = text.length();
        String line = text.substring(at, end);
        at = end + 1;
        return line;
    }

    /// A number that is too large for a file is none.
    private static int number(@Nullable String digits, int otherwise) {
        if (digits == null) return otherwise;
        return digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }

    /// A file whose lines are being read.
    private static final class File {
        private @Nullable String oldPath;
        private @Nullable String newPath;
        private @Nullable String oldMode;
        private boolean binary;
        private final List<String> notes = new ArrayList<>();
        private final List<Hunk> hunks = new ArrayList<>();

        File(@Nullable String oldPath, @Nullable String newPath) {
            this.oldPath = oldPath;
            this.newPath = newPath;
        }

        void isNew(String mode) {
            oldPath = null;
            String what = Modes.words(mode);
            if (!what.isEmpty()) notes.add("New " + what);
        }

        void mode(String now) {
            notes.add(Modes.change(oldMode == null ? "" : oldMode, now));
        }

        void from(String words, String path) {
            oldPath = QuotedPath.unquoted(path);
            notes.add(words + oldPath);
        }

        FileDiff whole() {
            return new FileDiff(oldPath, newPath, notes, binary, hunks);
        }
    }
}
