package dev.slipway.desktop.flow;

import dev.slipway.desktop.flow.SelectableText.Part;
import java.util.ArrayList;
import java.util.List;

/// Cuts text with right-to-left writing into words and what stands between them. JavaFX (26) fails with an exception
/// where it has to break a line inside a right-to-left run, and puts the words of one in the wrong order where its font
/// has only the signs between them; between nodes it breaks and orders as it should.
final class RightToLeft {
    /// Longer words are cut, so that none is wider than a line.
    private static final int LONGEST_WORD = 12;

    private RightToLeft() {}

    static List<Part> cut(List<Part> parts) {
        if (parts.stream().noneMatch(part -> isIn(part.text()))) return parts;
        List<Part> all = new ArrayList<>();
        for (Part part : parts) {
            String text = part.text();
            int begin = 0;
            for (int i = 1; i <= text.length(); i++) {
                if (i < text.length() && !isCut(text, begin, i)) continue;
                all.add(new Part(text.substring(begin, i), part.style(), part.link()));
                begin = i;
            }
        }
        return all;
    }

    /// Whether a new piece begins at a place.
    private static boolean isCut(String text, int begin, int at) {
        if (Character.isLowSurrogate(text.charAt(at))) return false;
        boolean mark = Character.getType(text.codePointAt(at)) == Character.NON_SPACING_MARK;
        if (mark && at - begin < 2 * LONGEST_WORD) return false;
        if (isLetter(text.codePointBefore(at)) != isLetter(text.codePointAt(at))) return true;
        return at - begin >= LONGEST_WORD || Character.isWhitespace(text.charAt(at - 1));
    }

    private static boolean isIn(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) >= 0x590 && isLetter(text.codePointAt(i))) return true;
        return false;
    }

    private static boolean isLetter(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }
}
