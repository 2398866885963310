package dev.slipway.backend.git;

import dev.slipway.protocol.Person;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.revwalk.FooterKey;

/// What a commit says, made of what the agent said and of what must be true.
///
/// @param subject one line of at most 72 characters
/// @param whole with body and trailers
record CommitText(String subject, String whole) {
    static final FooterKey SESSION = new FooterKey("Slipway-Session");
    static final FooterKey TURN = new FooterKey("Slipway-Turn");
    private static final int LONGEST_SUBJECT = 72;
    private static final int LONGEST_BODY = 20_000;

    static CommitText of(CommitRequest request) {
        String message = request.message().strip();
        int end = message.indexOf('\n');
        String subject = subject(end < 0 ? message : message.substring(0, end));
        String body = end < 0 ? "" : body(message.substring(end));
        StringBuilder whole = new StringBuilder(subject).append("\n\n");
        if (!body.isEmpty()) whole.append(body).append("\n\n");
        whole.append(SESSION.getName()).append(": ").append(request.session()).append('\n');
        whole.append(TURN.getName()).append(": ").append(request.turn()).append('\n');
        coAuthors(request)
                .forEach(other -> whole.append("Co-authored-by: ")
                        .append(named(other))
                        .append(" <")
                        .append(oneLine(other.email()))
                        .append(">\n"));
        return new CommitText(subject, whole.toString());
    }

    /// Each once, known by the e-mail, and never the author.
    private static List<Person> coAuthors(CommitRequest request) {
        Set<String> known = new HashSet<>();
        known.add(key(request.author()));
        return request.others().stream().filter(other -> known.add(key(other))).toList();
    }

    private static String key(Person person) {
        return person.email().strip().toLowerCase(Locale.ROOT);
    }

    private static String named(Person person) {
        String name = oneLine(person.name());
        return name.isEmpty() ? oneLine(person.email()) : name;
    }

    /// So that what somebody is called is no trailer of its own, whatever a reader takes for the end of a line.
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}<>]+", " ").strip();
    }

    private static String subject(String line) {
        String plain = line.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        if (plain.isEmpty()) return "Change files";
        if (plain.codePointCount(0, plain.length()) <= LONGEST_SUBJECT) return plain;
        String cut = plain.substring(0, plain.offsetByCodePoints(0, LONGEST_SUBJECT - 1));
        int word = cut.lastIndexOf(' ');
        return (word > LONGEST_SUBJECT / 2 ? cut.substring(0, word) : cut) + "…";
    }

    /// Without lines that would read as trailers of ours: what a model says must not name authors or turns.
    private static String body(String text) {
        String cut = text.substring(0, Math.min(LONGEST_BODY, text.length()));
        List<String> lines = cut.lines()
                .map(line -> line.replaceAll("[\\p{Cc}&&[^\\t]]", "").stripTrailing())
                .filter(line -> !line.matches("(?i)\\s*(slipway-[a-z]+|co-authored-by|signed-off-by)\\s*:.*"))
                .toList();
        return String.join("\n", lines).strip();
    }
}
