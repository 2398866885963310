package dev.slipway.backend.agent.tools;

import java.util.ArrayList;
import java.util.List;

/// A text while hunks are applied to it. Line ends of a CR LF file stay as they are.
final class PatchedText {
    private static final long MOST_COMPARISONS = 500_000_000;
    private final boolean crLf;
    private final List<String> lines;
    private boolean endOpen;
    private int shift;

    PatchedText(String text) {
        crLf = text.contains("\r\n") && !text.replace("\r\n", "").contains("\n");
        String plain = crLf ? text.replace("\r\n", "\n") : text;
        lines = new ArrayList<>(List.of(plain.split("\n", -1)));
        endOpen = !lines.getLast().isEmpty();
        if (!endOpen) lines.removeLast();
    }

    String text() {
        if (lines.isEmpty()) return "";
        String end = crLf ? "\r\n" : "\n";
        return String.join(end, lines) + (endOpen ? "" : end);
    }

    /// @throws BadArguments where the hunk's passage isn't there, or can't be told from another
    void apply(Hunk hunk) {
        List<String> before = hunk.before();
        int at = before.isEmpty() ? insertion(hunk) : place(hunk, before);
        boolean atEnd = at + before.size() == lines.size();
        List<String> passage = lines.subList(at, at + before.size());
        passage.clear();
        passage.addAll(hunk.after());
        if (atEnd && (hunk.oldEndOpen() || hunk.newEndOpen() || before.isEmpty())) endOpen = hunk.newEndOpen();
        shift += hunk.after().size() - before.size();
    }

    private int insertion(Hunk hunk) {
        if (lines.isEmpty()) return 0;
        int at = hunk.oldStart() + shift;
        if (hunk.oldStart() < 0 || at < 0 || at > lines.size())
            throw new BadArguments("it has no line that is there already, so its place can't be told");
        return at;
    }

    private int place(Hunk hunk, List<String> before) {
        if ((long) lines.size() * before.size() > MOST_COMPARISONS)
            throw new BadArguments("it and the file are too long to be compared; send smaller hunks");
        int expected = hunk.oldStart() - 1 + shift;
        int best = -1;
        int found = 0;
        for (int at = 0; at + before.size() <= lines.size(); at++) {
            if (!lines.subList(at, at + before.size()).equals(before)) continue;
            found++;
            if (best < 0 || Math.abs(at - expected) < Math.abs(best - expected)) best = at;
        }
        if (best < 0) throw new BadArguments(mismatch(before));
        if (found > 1 && hunk.oldStart() < 0)
            throw new BadArguments("its lines are in the file " + found + " times; give the line in its `@@` header, or"
                    + " more context");
        return best;
    }

    /// Where the longest beginning of the passage stands, and what comes instead of the rest.
    private String mismatch(List<String> before) {
        int bestAt = -1;
        int bestLength = 0;
        for (int at = 0; at < lines.size(); at++) {
            int length = 0;
            while (length < before.size()
                    && at + length < lines.size()
                    && lines.get(at + length).equals(before.get(length))) length++;
            if (length <= bestLength) continue;
            bestAt = at;
            bestLength = length;
        }
        if (bestAt < 0) return "its first line is not in the file: `" + cut(before.getFirst()) + "`";
        int line = bestAt + bestLength;
        String there = line < lines.size() ? "there is `" + cut(lines.get(line)) + "`" : "the file ends";
        return "line " + (line + 1) + " of the file should be `" + cut(before.get(bestLength)) + "`, but " + there;
    }

    private static String cut(String line) {
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
