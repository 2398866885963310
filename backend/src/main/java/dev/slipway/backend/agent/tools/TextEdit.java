package dev.slipway.backend.agent.tools;

import java.util.List;

/// The replacement of one passage by another. Where a file's lines end in CR LF, so do the passage's: models
/// write LF.
record TextEdit(String oldText, String newText) {
    private static final int SHOWN_LINES = 20;
    /// Longer passages, found nowhere, would take the search too long.
    private static final int MOST_CHARACTERS = 50_000;
    private static final long MOST_COMPARISONS = 20_000_000;

    /// @param firstLine of the first replacement, counted from 1
    record Edited(String text, int count, int firstLine) {}

    /// @throws BadArguments where no file could be changed by this
    TextEdit {
        if (oldText.isEmpty())
            throw new BadArguments("`old_text` is empty. To make a file, or to replace a whole one, use `write`.");
        if (oldText.length() > MOST_CHARACTERS)
            throw new BadArguments("`old_text` has more than " + MOST_CHARACTERS + " characters; replace less at once");
        if (oldText.equals(newText)) throw new BadArguments("`old_text` and `new_text` are the same");
    }

    /// @throws BadArguments where the passage isn't there exactly once; the message helps to find it
    Edited once(String text) {
        TextEdit fitting = fitting(text);
        int count = fitting.count(text);
        if (count > 1)
            throw new BadArguments("`old_text` is there " + count + " times, at lines " + fitting.lines(text)
                    + ". Include more of what is around it, or set `replace_all`.");
        return fitting.everywhere(text);
    }

    /// @throws BadArguments where the passage isn't there at all
    Edited everywhere(String text) {
        TextEdit fitting = fitting(text);
        int first = text.indexOf(fitting.oldText);
        if (first < 0) throw new BadArguments("`old_text` is not in the file. " + hint(text));
        return new Edited(text.replace(fitting.oldText, fitting.newText), fitting.count(text), lineOf(text, first));
    }

    private TextEdit fitting(String text) {
        if (text.contains(oldText) || !text.contains("\r\n") || oldText.contains("\r")) return this;
        return new TextEdit(
                oldText.replace("\n", "\r\n"), newText.replace("\r\n", "\n").replace("\n", "\r\n"));
    }

    private int count(String text) {
        int count = 0;
        for (int at = text.indexOf(oldText); at >= 0; at = text.indexOf(oldText, at + oldText.length())) count++;
        return count;
    }

    private String lines(String text) {
        StringBuilder lines = new StringBuilder();
        int shown = 0;
        for (int at = text.indexOf(oldText); at >= 0; at = text.indexOf(oldText, at + oldText.length())) {
            if (shown == 10) return lines + " …";
            lines.append(shown++ == 0 ? "" : ", ").append(lineOf(text, at));
        }
        return lines.toString();
    }

    private static int lineOf(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private String hint(String text) {
        List<String> file = text.lines().toList();
        List<String> wanted = oldText.lines().toList();
        if ((long) file.size() * wanted.size() > MOST_COMPARISONS) return "Read the file again.";
        List<String> squeezed = squeezed(file);
        List<String> sought = squeezed(wanted);
        for (int at = 0; at + wanted.size() <= file.size(); at++) {
            if (!squeezed.subList(at, at + wanted.size()).equals(sought)) continue;
            return "A passage that differs only in white space is at line " + (at + 1) + ":\n"
                    + shown(file, at, wanted.size());
        }
        String first = wanted.stream()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse("");
        int nearest = nearest(file, first);
        if (nearest < 0) return "Nothing in it is like the first line of `old_text`; read the file again.";
        return "The nearest that is there, from line " + (nearest + 1) + ":\n" + shown(file, nearest, wanted.size());
    }

    /// Once for each line: a comparison of each pair would take minutes.
    private static List<String> squeezed(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("\\s+", "")).toList();
    }

    /// The line that shares the longest beginning and end with the wanted one, if that is half of it or more.
    private static int nearest(List<String> file, String wanted) {
        int best = -1;
        int bestShared = Math.max(3, wanted.length() / 2) - 1;
        for (int at = 0; at < file.size(); at++) {
            String line = file.get(at).strip();
            int most = Math.min(line.length(), wanted.length());
            int front = 0;
            while (front < most && line.charAt(front) == wanted.charAt(front)) front++;
            int back = 0;
            while (back < most - front
                    && line.charAt(line.length() - 1 - back) == wanted.charAt(wanted.length() - 1 - back)) back++;
            if (front + back <= bestShared) continue;
            best = at;
            bestShared = front + back;
        }
        return best;
    }

    private static String shown(List<String> file, int from, int count) {
        StringBuilder text = new StringBuilder();
        int to = Math.min(file.size(), from + Math.min(count, SHOWN_LINES));
        for (String line : file.subList(from, to))
            text.append(line, 0, Math.min(line.length(), 300)).append('\n');
        return text.toString().stripTrailing();
    }
}
