package dev.slipway.desktop.design;

import javafx.scene.control.Label;

/// A person in a small circle: their initials on a colour that is always the same for the name.
public final class Avatar extends Label {
    private static final int COLOURS = 6;

    public Avatar(String name) {
        getStyleClass().addAll("avatar", "avatar-" + Math.floorMod(name.hashCode(), COLOURS));
        setText(initials(name));
        setAccessibleText(name);
    }

    private static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = first(words[0]);
        return words.length == 1 ? first : first + first(words[words.length - 1]);
    }

    private static String first(String word) {
        return word.isEmpty() ? "" : Character.toString(word.codePointAt(0)).toUpperCase(java.util.Locale.ROOT);
    }
}
