package dev.slipway.backend.agent;

/// Shortens texts without splitting a character.
final class Cut {
    private Cut() {}

    /// The first characters of a text, or all of it where there are no more.
    static String to(String text, int most) {
        if (text.length() <= most) return text;
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
