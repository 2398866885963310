package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "search",
        description = "Finds words in prompts, answers, titles, what tools were used for, and commits' subjects.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "All words have to stand in one of those. 'begin*' finds what begins so, '\"some words\"' what stands together."
        })
final class SearchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "WORDS", arity = "0..*", description = "What to look for.")
    private List<String> words = List.of();

    @Option(names = "--repo", paramLabel = "NAME", description = "In sessions on this repository only.")
    private @Nullable String repository;

    @Option(names = "--person", paramLabel = "EMAIL", description = "What they wrote, and what answers that.")
    private @Nullable String person;

    @Option(names = "--state", description = "In sessions that are so now: ${COMPLETION-CANDIDATES}.")
    private @Nullable SessionState state;

    @Option(names = "--since", paramLabel = "WHEN", description = "A day such as 2026-11-28, or 12h, 7d.")
    private @Nullable String since;

    @Option(names = "--newest", description = "The newest first, instead of what fits best.")
    private boolean newest;

    @Option(names = "--offset", paramLabel = "N", description = "Leaves out the first N.")
    private int offset;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(names = "--rebuild", description = "Makes the index again from the sessions' logs.")
    private boolean rebuild;

    private record Line(
            boolean done, int sessionsLeft, @Nullable Long passages) {}

    @Override
    public Integer call() {
        if (rebuild) return rebuilt();
        if (words.isEmpty()) throw new Exit(Exit.USAGE, "Say what to look for: slipway search WORDS");
        String answer = Http.get(Address.find(), "/v1/search" + query());
        if (json) {
            System.out.println(answer);
            return Exit.DONE;
        }
        Found found = Json.read(answer, Found.class);
        Style style = Style.here();
        long now = System.currentTimeMillis();
        for (Found.Hit hit : found.hits()) {
            System.out.println(head(hit, style, now));
            System.out.println("    " + snippet(hit, style));
        }
        if (found.hits().isEmpty()) System.out.println("Nothing was found.");
        if (found.nextOffset() != null) System.out.println(style.dim("More: --offset " + found.nextOffset()));
        if (!found.complete())
            System.err.println("slipway: The index is being made, so there may be more in a moment.");
        return Exit.DONE;
    }

    private int rebuilt() {
        Line[] last = {new Line(false, 0, null)};
        Http.lines(Address.find(), "/v1/search/rebuild", "{}", text -> last[0] = Json.read(text, Line.class));
        Long passages = last[0].passages();
        if (passages == null) throw new Exit(Exit.FAILED, "It was broken off; the backend goes on with it.");
        System.out.println("The index was made again: " + Human.count(passages, "passage") + " can be found.");
        return Exit.DONE;
    }

    private String query() {
        StringJoiner fields = new StringJoiner("&", "?", "");
        add(fields, "q", String.join(" ", words));
        add(fields, "repository", repository);
        add(fields, "person", person);
        add(fields, "state", state == null ? null : state.name());
        add(fields, "since", since == null ? null : Long.toString(sinceMs(since, Clock.systemDefaultZone())));
        add(fields, "order", newest ? "newest" : null);
        add(fields, "offset", offset > 0 ? Integer.toString(offset) : null);
        return fields.toString();
    }

    private static void add(StringJoiner fields, String name, @Nullable String value) {
        if (value != null) fields.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /// Milliseconds since 1970 of a day's begin, or of so many hours or days ago.
    static long sinceMs(String text, Clock clock) {
        try {
            if (text.matches("\\d{1,5}h"))
                return clock.millis()
                        - Duration.ofHours(Long.parseLong(text.replace("h", "")))
                                .toMillis();
            if (text.matches("\\d{1,5}d"))
                return clock.millis()
                        - Duration.ofDays(Long.parseLong(text.replace("d", ""))).toMillis();
            return LocalDate.parse(text)
                    .atStartOfDay(clock.getZone())
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException e) {
            throw new Exit(Exit.USAGE, "--since wants a day such as 2026-11-28, or 12h, or 7d.");
        }
    }

    private static String head(Found.Hit hit, Style style, long now) {
        String title = hit.title().isEmpty() ? "(no prompt yet)" : Plain.line(hit.title(), 60);
        return hit.sessionId() + "  " + style.bold(title)
                + style.dim(
                        "  " + hit.place() + " · " + Plain.line(hit.repository().value()) + " · "
                                + (hit.person() == null ? "" : Plain.line(hit.person(), 60) + " · ")
                                + Human.ago(hit.atMs(), now) + (hit.archived() ? " · archived" : ""));
    }

    /// One line, with what was found in bold.
    static String snippet(Found.Hit hit, Style style) {
        StringBuilder line = new StringBuilder();
        int at = 0;
        for (Found.Mark mark : hit.marks()) {
            int from = Math.clamp(mark.from(), at, hit.snippet().length());
            int to = Math.clamp(mark.to(), from, hit.snippet().length());
            line.append(Plain.line(hit.snippet().substring(at, from)));
            line.append(style.bold(Plain.line(hit.snippet().substring(from, to))));
            at = to;
        }
        return line.append(Plain.line(hit.snippet().substring(at))).toString();
    }
}
