package dev.slipway.desktop.changes;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which words of a line's old and new text differ. Pure.
///
/// @param removed in the old text, in order, apart from each other
/// @param added in the new text
record Words(List<Range> removed, List<Range> added) {
    static final Words NONE = new Words(List.of(), List.of());
    /// Longer lines are compared as wholes: this happens while one scrolls.
    private static final int LONGEST = 1000;
    private static final int MOST_WORDS = 250;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);

    /// @param to exclusive, in UTF-16 units
    record Range(int from, int to) {}

    /// None where the two have so little in common that marks would be noise.
    static Words between(String before, String after) {
        if (before.length() > LONGEST || after.length() > LONGEST || before.equals(after)) return NONE;
        List<Range> old = words(before);
        List<Range> fresh = words(after);
        if (old.size() > MOST_WORDS || fresh.size() > MOST_WORDS) return NONE;
        List<Range> removed = new ArrayList<>();
        List<Range> added = new ArrayList<>();
        for (AbstractDelta<String> delta :
                DiffUtils.diff(texts(before, old), texts(after, fresh)).getDeltas()) {
            mark(old, delta.getSource(), removed);
            mark(fresh, delta.getTarget(), added);
        }
        return isAlike(before, removed) && isAlike(after, added) ? new Words(removed, added) : NONE;
    }

    private static void mark(List<Range> words, Chunk<String> part, List<Range> marks) {
        if (part.size() == 0) return;
        int from = part.getPosition();
        int to = from + part.size();
        int begin = words.get(from).from();
        int end = words.get(to - 1).to();
        // A lone space between two marks is no reason for two.
        if (!marks.isEmpty() && begin - marks.getLast().to() <= 1)
            begin = marks.removeLast().from();
        marks.add(new Range(begin, end));
    }

    /// Whether a third of what isn't space stayed.
    private static boolean isAlike(String text, List<Range> marks) {
        int all = inked(text, 0, text.length());
        int marked = 0;
        for (Range mark : marks) marked += inked(text, mark.from(), mark.to());
        return all == 0 || marked * 3 <= all * 2;
    }

    private static int inked(String text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) if (!Character.isWhitespace(text.charAt(i))) count++;
        return count;
    }

    private static List<Range> words(String text) {
        List<Range> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) words.add(new Range(matcher.start(), matcher.end()));
        return words;
    }

    private static List<String> texts(String text, List<Range> words) {
        return words.stream().map(w -> text.substring(w.from(), w.to())).toList();
    }
}
