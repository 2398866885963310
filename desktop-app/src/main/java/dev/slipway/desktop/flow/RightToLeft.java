package dev.slipway.desktop.flow;

import dev.slipway.desktop.flow.SelectableText.Part;
import java.util.ArrayList;
import java.util.List;

/// Cuts text with right-to-left writing into words. JavaFX (26) fails with an exception where it has to break a line
/// inside a right-to-left run; between two nodes it may break as it likes.
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
            for (int i = 0; i < text.length(); i++) {
                boolean ends = Character.isWhitespace(text.charAt(i)) || i - begin + 1 >= LONGEST_WORD;
                if (!ends || Character.isHighSurrogate(text.charAt(i))) continue;
                all.add(new Part(text.substring(begin, i + 1), part.style(), part.link()));
                begin = i + 1;
            }
            if (begin < text.length()) all.add(new Part(text.substring(begin), part.style(), part.link()));
        }
        return all;
    }

    private static boolean isIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x590) continue;
            byte direction = Character.getDirectionality(text.codePointAt(i));
            if (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                    || direction == Character.DIRECTIONALITY_ARABIC_NUMBER) return true;
        }
        return false;
    }
}
