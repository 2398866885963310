package dev.slipway.desktop.flow;

import java.text.BreakIterator;
import java.util.Locale;

/// Where words and lines begin and end in a text. Pure.
final class Words {
    interface Stretch {
        /// @return begin and end
        int[] around(String text, int offset);
    }

    private Words() {}

    static int[] word(String text, int offset) {
        if (text.isEmpty()) return new int[] {0, 0};
        int[] line = whole(text, offset);
        String within = text.substring(line[0], line[1]);
        BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
        words.setText(within);
        int at = Math.clamp(offset - line[0], 0, Math.max(0, within.length() - 1));
        int end = words.following(at);
        int begin = words.previous();
        return end == BreakIterator.DONE ? line : new int[] {line[0] + Math.max(0, begin), line[0] + end};
    }

    /// The paragraph, or the line of a code.
    static int[] whole(String text, int offset) {
        int at = Math.clamp(offset, 0, text.length());
        int begin = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at);
        return new int[] {begin, end < 0 ? text.length() : end};
    }
}
