package dev.slipway.backend.agent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line of a last message that names the change: `Subject: Add a greeting`.
final class Subject {
    private static final int MOST_CHARACTERS = 72;
    private static final int MOST_LOOKED_AT = 500;
    private static final Pattern LINE =
            Pattern.compile("^[\\s*_`>]*Subject:[*_`]*\\s*(.+?)[*_`\\s]*$", Pattern.CASE_INSENSITIVE);

    private Subject() {}

    /// The last such line, without the word, on one line and cut to 72 characters.
    static Optional<String> in(String message) {
        for (String line : message.lines().toList().reversed()) {
            Matcher matcher = LINE.matcher(Cut.to(line, MOST_LOOKED_AT));
            if (!matcher.matches()) continue;
            String subject = matcher.group(1).replaceAll("\\p{Cntrl}+", " ").strip();
            if (subject.isEmpty()) continue;
            return Optional.of(cut(subject));
        }
        return Optional.empty();
    }

    private static String cut(String subject) {
        if (subject.length() <= MOST_CHARACTERS) return subject;
        int space = subject.lastIndexOf(' ', MOST_CHARACTERS - 1);
        int end = space > MOST_CHARACTERS / 2 ? space : MOST_CHARACTERS - 1;
        return Cut.to(subject, end) + "…";
    }
}
