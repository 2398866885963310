package dev.slipway.desktop.search;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.Found.Hit;
import dev.slipway.protocol.SessionState;
import java.util.ArrayList;
import java.util.List;

/// One passage that was found, as it is shown: every word of it harmless. Immutable.
///
/// @param about where in the session, which repository, whose, when; in words
/// @param snippet on one line, in parts
public record FoundLine(Hit hit, String title, String state, String about, List<Part> snippet) {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_PERSON = 60;

    /// @param found whether it is what was looked for
    public record Part(String text, boolean found) {}

    public FoundLine {
        snippet = List.copyOf(snippet);
    }

    static FoundLine of(Hit hit, long nowMs) {
        String own = Plain.line(Human.cut(hit.title().strip(), LONGEST_TITLE));
        String person = hit.person();
        String about = place(hit.place()) + " · " + Human.ago(hit.atMs(), nowMs)
                + (hit.archived() ? " · archived" : "") + " · "
                + Plain.line(hit.repository().value())
                + (person == null ? "" : " · " + Plain.line(Human.cut(person, LONGEST_PERSON)));
        return new FoundLine(
                hit,
                own.isEmpty() ? "New session on " + Plain.line(hit.repository().value()) : own,
                word(hit.state()),
                about,
                parts(hit));
    }

    /// The first words that were found, as they stand there; empty where none are marked.
    String words() {
        return hit.marks().isEmpty() ? "" : cut(hit.snippet(), hit.marks().getFirst());
    }

    /// Marks come from elsewhere: one that is out of place is cut.
    private static List<Part> parts(Hit hit) {
        List<Part> parts = new ArrayList<>();
        String text = hit.snippet();
        int at = 0;
        for (Found.Mark mark : hit.marks()) {
            int from = Math.clamp(mark.from(), at, text.length());
            int to = Math.clamp(mark.to(), from, text.length());
            add(parts, text.substring(at, from), false);
            add(parts, text.substring(from, to), true);
            at = to;
        }
        add(parts, text.substring(at), false);
        return parts;
    }

    private static String cut(String text, Found.Mark mark) {
        int from = Math.clamp(mark.from(), 0, text.length());
        return text.substring(from, Math.clamp(mark.to(), from, text.length()));
    }

    private static void add(List<Part> parts, String text, boolean found) {
        if (!text.isEmpty()) parts.add(new Part(Plain.line(text.replaceAll("\\s+", " ")), found));
    }

    private static String place(Found.Place place) {
        return switch (place) {
            case title -> "title";
            case prompt -> "prompt";
            case answer -> "answer";
            case question -> "question";
            case tool -> "tool call";
            case commit -> "commit";
        };
    }

    private static String word(SessionState state) {
        return state.name();
    }
}
