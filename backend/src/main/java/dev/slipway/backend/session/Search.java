package dev.slipway.backend.session;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.search.SearchIndex;
import dev.slipway.backend.search.SearchWords;
import dev.slipway.backend.store.SearchFile;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds words in the sessions that somebody may see, and in no others. Every call may block for the disk.
/// Thread-safe.
public final class Search {
    public static final int MOST_HITS = 100;
    public static final int MOST_OFFSET = 10_000;
    private static final int LONGEST_WORDS = 1_000;
    private static final int LONGEST_SNIPPET = 400;
    private static final int BEFORE_MARK = 100;

    private final SearchIndex index;
    private final Board board;
    private final Gate gate;

    public Search(SearchIndex index, Board board, Gate gate) {
        this.index = index;
        this.board = board;
        this.gate = gate;
    }

    /// @param words as they were typed
    /// @param repository null for all, as
    /// @param person the address of who wrote it, or what it answers and
    /// @param state what the session is doing now
    /// @param fromMs when it was written, or later, and
    /// @param untilMs before when
    /// @param atMost hits, from 1
    public record Asked(
            String words,
            @Nullable RepositoryName repository,
            @Nullable String person,
            @Nullable SessionState state,
            long fromMs,
            long untilMs,
            boolean newestFirst,
            int offset,
            int atMost) {}

    public Found find(Caller caller, Asked asked) {
        if (asked.words().length() > LONGEST_WORDS)
            throw new Refused(ErrorCode.too_much, "Look for less than " + LONGEST_WORDS + " characters.");
        String expression = SearchWords.expression(asked.words())
                .orElseThrow(() -> new Refused(ErrorCode.invalid_message, "Say which words to look for."));
        boolean complete = index.isComplete();
        Map<String, SessionListed> theirs = board.sessions().stream()
                .filter(listed ->
                        asked.repository() == null || listed.repository().equals(asked.repository()))
                .filter(listed -> asked.state() == null || listed.state() == asked.state())
                .filter(listed -> gate.sees(caller, listed))
                .collect(Collectors.toMap(listed -> listed.sessionId().value(), Function.identity()));
        String person = asked.person() == null ? null : SearchIndex.person(asked.person());
        List<SearchFile.Match> found = index.find(new SearchFile.Wanted(
                expression,
                Json.text(theirs.keySet()),
                asked.fromMs(),
                asked.untilMs(),
                person,
                asked.newestFirst(),
                asked.offset(),
                asked.atMost() + 1));
        List<Found.Hit> hits = new ArrayList<>();
        for (SearchFile.Match match : found.subList(0, Math.min(found.size(), asked.atMost()))) {
            SessionListed listed = theirs.get(match.session());
            if (listed != null) hits.add(hit(match, listed));
        }
        int next = asked.offset() + asked.atMost();
        boolean more = found.size() > asked.atMost() && next <= MOST_OFFSET;
        return new Found(hits, more ? next : null, complete);
    }

    /// How many can be found, of all sessions.
    public long passages() {
        return index.passages();
    }

    /// Throws the index away and makes it again from the logs. Blocks until that is done.
    ///
    /// @param left told how many sessions are left
    /// @return how many passages can be found
    public long rebuild(IntConsumer left) throws InterruptedException {
        return index.rebuild(left);
    }

    private static Found.Hit hit(SearchFile.Match match, SessionListed listed) {
        Marked marked = Marked.of(match.snippet());
        return new Found.Hit(
                new SessionId(match.session()),
                listed.title(),
                listed.repository(),
                listed.state(),
                listed.archived(),
                Found.Place.valueOf(match.place()),
                match.seq(),
                match.atMs(),
                match.turn() == null ? null : new TurnId(match.turn()),
                match.person(),
                marked.text(),
                marked.marks());
    }

    /// A snippet, and where in it what was found is.
    record Marked(String text, List<Found.Mark> marks) {

        /// Cut around the first mark where it is long, as a text without spaces may be.
        static Marked of(String snippet) {
            int first = Math.max(0, snippet.indexOf(SearchFile.BEGIN));
            int from = snippet.length() <= LONGEST_SNIPPET ? 0 : Math.max(0, first - BEFORE_MARK);
            int to = Math.min(snippet.length(), from + LONGEST_SNIPPET);
            StringBuilder text = new StringBuilder(from > 0 ? "…" : "");
            List<Found.Mark> marks = new ArrayList<>();
            int begun = -1;
            for (int i = whole(snippet, from); i < whole(snippet, to); i++) {
                char c = snippet.charAt(i);
                if (c == SearchFile.BEGIN) begun = text.length();
                else if (c == SearchFile.END) {
                    if (begun >= 0) marks.add(new Found.Mark(begun, text.length()));
                    begun = -1;
                } else text.append(c);
            }
            if (begun >= 0) marks.add(new Found.Mark(begun, text.length()));
            if (to < snippet.length()) text.append('…');
            return new Marked(text.toString(), List.copyOf(marks));
        }

        /// Not between the halves of a character.
        private static int whole(String text, int at) {
            boolean between = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
            return between ? at - 1 : at;
        }
    }
}
