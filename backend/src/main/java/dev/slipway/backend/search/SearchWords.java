package dev.slipway.backend.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What people type, as an expression of FTS5's that can't be anything but words: each of them in quotes, all of them
/// wanted. Pure.
public final class SearchWords {
    private static final int MOST = 32;

    private SearchWords() {}

    /// `"several words"` stand together, `begin*` begins a word; with one letter alone nearly all would, so that stays
    /// a word. Empty where nothing is left to look for.
    public static Optional<String> expression(String typed) {
        List<String> terms = new ArrayList<>();
        int at = 0;
        while (at < typed.length() && terms.size() < MOST) {
            char c = typed.charAt(at);
            if (isSpace(c)) {
                at++;
                continue;
            }
            boolean quoted = c == '"';
            int from = quoted ? at + 1 : at;
            int to = from;
            while (to < typed.length() && typed.charAt(to) != '"' && (quoted || !isSpace(typed.charAt(to)))) to++;
            at = quoted && to < typed.length() ? to + 1 : to;
            boolean begins = at > from && to > from && typed.charAt(to - 1) == '*';
            if (quoted && at < typed.length() && typed.charAt(at) == '*') {
                begins = true;
                at++;
            }
            term(typed.substring(from, to), begins).ifPresent(terms::add);
        }
        return terms.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", terms));
    }

    private static Optional<String> term(String words, boolean begins) {
        StringBuilder plain = new StringBuilder();
        words.codePoints().map(c -> isOfAWord(c) ? c : ' ').forEach(plain::appendCodePoint);
        String text = plain.toString().strip();
        boolean few = !text.matches("(.*\\s)?[a-zA-Z0-9]");
        return text.isEmpty() ? Optional.empty() : Optional.of('"' + text + '"' + (begins && few ? "*" : ""));
    }

    /// As the tokenizer has it, so that no term is left without a word; marks belong to the letter before them.
    private static boolean isOfAWord(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.PRIVATE_USE -> true;
            case Character.NON_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isISOControl(c);
    }
}
