package dev.slipway.desktop.search;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.Found.Hit;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One passage that was found, as it is shown: every word of it harmless. Immutable.
///
/// @param first whether its session begins with it in the list; those of the same session that follow say less
/// @param about where in the session and when; of the first also which repository and whose; in words
/// @param snippet on one line, in parts
public record FoundLine(Hit hit, boolean first, String title, String state, String about, List<Part> snippet) {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_PERSON = 60;

    /// @param found whether it is what was looked for
    public record Part(String text, boolean found) {}

    public FoundLine {
        snippet = List.copyOf(snippet);
    }

    /// Those of one session stand together, where the best of them stood.
    ///
    /// @param before what they follow on in the list, or null
    static List<FoundLine> of(List<Hit> hits, @Nullable FoundLine before, long nowMs) {
        Map<SessionId, List<Hit>> sessions = new LinkedHashMap<>();
        if (before != null) sessions.put(before.hit().sessionId(), new ArrayList<>());
        for (Hit hit : hits)
            sessions.computeIfAbsent(hit.sessionId(), id -> new ArrayList<>()).add(hit);
        List<FoundLine> lines = new ArrayList<>();
        SessionId last = before == null ? null : before.hit().sessionId();
        for (List<Hit> together : sessions.values())
            for (Hit hit : together) {
                lines.add(of(hit, !hit.sessionId().equals(last), nowMs));
                last = hit.sessionId();
            }
        return lines;
    }

    private static FoundLine of(Hit hit, boolean first, long nowMs) {
        String own = Plain.line(Human.cut(hit.title().strip(), LONGEST_TITLE));
        String person = hit.person();
        String about = place(hit.place()) + " · " + Human.ago(hit.atMs(), nowMs);
        if (first)
            about += (hit.archived() ? " · archived" : "") + " · "
                    + Plain.line(hit.repository().value())
                    + (person == null ? "" : " · " + Plain.line(Human.cut(person, LONGEST_PERSON)));
        return new FoundLine(
                hit,
                first,
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
