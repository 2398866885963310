package dev.slipway.desktop.design;

import java.util.StringJoiner;
import javafx.scene.control.Labeled;

/// Text over several lines. JavaFX (26) fails with an exception where it has to break a line inside right-to-left
/// writing; such text is cut into lines here instead.
public final class Wrapping {
    private Wrapping() {}

    /// Whether JavaFX may break the text into lines.
    public static boolean isSafe(String text) {
        return text.chars().noneMatch(c -> c >= 0x590 && isRightToLeft((char) c));
    }

    /// @param longest characters of a line, for text that JavaFX may not break
    public static void show(Labeled label, String text, int longest) {
        boolean safe = isSafe(text);
        label.setWrapText(safe);
        label.setText(safe ? text : cut(text, longest));
    }

    /// At spaces; words that are longer than a line are cut, too. Line ends stay.
    public static String cut(String text, int longest) {
        StringJoiner lines = new StringJoiner("\n");
        for (String line : text.split("\n", -1)) {
            String rest = line;
            while (rest.codePointCount(0, rest.length()) > longest) {
                int most = rest.offsetByCodePoints(0, longest);
                int space = rest.lastIndexOf(' ', most);
                int end = space > 0 ? space : most;
                lines.add(rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
            lines.add(rest);
        }
        return lines.toString();
    }

    private static boolean isRightToLeft(char c) {
        return switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            // The first half of a sign of an old or rare writing, Adlam among them.
            default -> c == 0xd802 || c == 0xd803 || c == 0xd83a || c == 0xd83b;
        };
    }
}
