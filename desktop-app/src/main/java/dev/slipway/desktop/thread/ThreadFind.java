package dev.slipway.desktop.thread;

import dev.slipway.client.TurnView;
import dev.slipway.desktop.session.GrowingText;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.TurnId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Finds words in all that is loaded, also in what is closed, and reads older turns for them. A little is done for each
/// frame, so that a long thread can be looked through while it moves. FX thread only.
public final class ThreadFind {
    private static final long LONGEST_NANOS = 6_000_000;
    private static final int MOST = 2_000;
    private static final int PAGES = 25;

    /// Where it was found.
    ///
    /// @param from in the row's text
    /// @param opens what has to be open to see it
    public record Match(Key row, int from, int to, List<Key> opens) {}

    /// @param at the one that is shown, counted from 0; -1 for none
    /// @param note what else is to be said; may be empty
    /// @param jumps rises when the one that is shown is to be brought into view
    public record Found(int at, List<Match> matches, boolean searching, String note, int jumps) {
        public @Nullable Match match() {
            return at < 0 || at >= matches.size() ? null : matches.get(at);
        }
    }

    private record Indexed(TurnView view, List<Row> rows) {}

    private record Searched(TurnRows turn, List<Match> matches) {}

    private static final Found NOTHING = new Found(-1, List.of(), false, "", 0);

    private final ThreadModel model;
    private final History history;
    private final ReadOnlyObjectWrapper<Found> found = new ReadOnlyObjectWrapper<>(NOTHING);
    private final Map<TurnRows, Indexed> indexed = new WeakHashMap<>();
    private final Deque<TurnRows> waiting = new ArrayDeque<>();
    private final List<Searched> done = new ArrayList<>();
    private List<TurnRows> turns = List.of();
    private @Nullable Pattern query;
    private @Nullable Match shown;
    private boolean older;
    /// Whether the first that is found is to be shown.
    private boolean wanted;
    private String note = "";
    private int jumps;

    ThreadFind(ThreadModel model, History history) {
        this.model = model;
        this.history = history;
    }

    public ReadOnlyObjectProperty<Found> found() {
        return found.getReadOnlyProperty();
    }

    /// Case doesn't matter; empty ends the search.
    public void search(String words) {
        query = words.isEmpty() ? null : pattern(words);
        shown = null;
        wanted = true;
        note = "";
        begin();
    }

    private static Pattern pattern(String words) {
        return Pattern.compile(Pattern.quote(words), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// Where words stand first in a turn, else where the turn begins.
    Match first(TurnRows turn, String words) {
        return (words.isBlank() ? List.<Match>of() : matches(turn, pattern(words)))
                .stream()
                        .findFirst()
                        .orElseGet(() -> new Match(rowsOf(turn).getFirst().key(), 0, 0, model.foldOf(turn)));
    }

    public void next() {
        go(1);
    }

    public void previous() {
        go(-1);
    }

    /// Whether there are turns that aren't loaded.
    boolean hasOlder() {
        return !history.isWhole();
    }

    /// Reads older turns until some have the words.
    public void searchOlder() {
        if (query == null || older) return;
        older = true;
        note = "";
        tell();
        history.search(rows -> rows.stream().anyMatch(turn -> !matches(turn).isEmpty()), PAGES, this::searchedOlder);
    }

    private void searchedOlder(boolean there) {
        older = false;
        wanted = there;
        if (there) shown = null;
        else note = history.beginning() != null ? "Nothing in older turns" : "Nothing yet; there are still older turns";
        tell();
        model.touch();
    }

    boolean isBusy() {
        return !waiting.isEmpty();
    }

    /// What is loaded may be other than before.
    void changed() {
        if (query == null) return;
        List<TurnRows> now = model.turns();
        boolean same = now.size() == turns.size();
        for (int i = 0; same && i < now.size(); i++) same = now.get(i) == turns.get(i);
        if (!same) begin();
    }

    /// @return whether something was found out
    boolean step() {
        if (waiting.isEmpty()) return false;
        long began = System.nanoTime();
        while (!waiting.isEmpty() && System.nanoTime() - began < LONGEST_NANOS) {
            TurnRows turn = waiting.removeLast();
            List<Match> matches = matches(turn);
            if (!matches.isEmpty()) done.addFirst(new Searched(turn, matches));
        }
        tell();
        return true;
    }

    private void begin() {
        waiting.clear();
        done.clear();
        turns = model.turns();
        if (query != null) waiting.addAll(turns);
        tell();
        model.touch();
    }

    private void go(int by) {
        List<Match> matches = found.get().matches();
        if (matches.isEmpty()) return;
        int at = found.get().at();
        shown = matches.get(at < 0 ? matches.size() - 1 : Math.floorMod(at + by, matches.size()));
        model.open(shown.opens());
        jumps++;
        tell();
    }

    private void tell() {
        List<Match> all = new ArrayList<>();
        for (Searched searched : done) if (all.size() < MOST) all.addAll(searched.matches());
        if (wanted && !all.isEmpty()) {
            wanted = false;
            jumps++;
            shown = all.getLast();
            model.open(shown.opens());
        }
        int at = shown == null ? -1 : all.indexOf(shown);
        found.set(new Found(at, List.copyOf(all), isBusy() || older, note, jumps));
    }

    private List<Match> matches(TurnRows turn) {
        Pattern pattern = query;
        return pattern == null ? List.of() : matches(turn, pattern);
    }

    private List<Match> matches(TurnRows turn, Pattern pattern) {
        List<Match> matches = new ArrayList<>();
        List<Row> rows = rowsOf(turn);
        Key fold = null;
        Key call = null;
        for (Row row : rows) {
            if (row instanceof Row.Fold f) fold = f.key();
            if (row instanceof Row.Call c) call = c.key();
            Matcher matcher = pattern.matcher(RowText.found(row));
            while (matches.size() < MOST && matcher.find())
                matches.add(new Match(row.key(), matcher.start(), matcher.end(), opens(turn, row, fold, call)));
        }
        return matches;
    }

    /// As if all were open.
    private List<Row> rowsOf(TurnRows turn) {
        Indexed known = indexed.get(turn);
        if (known == null || known.view() != turn.turn()) {
            known = new Indexed(turn.turn(), new TurnRows(turn.turn(), OPEN).rows());
            indexed.put(turn, known);
        }
        return known.rows();
    }

    private List<Key> opens(TurnRows turn, Row row, @Nullable Key fold, @Nullable Key call) {
        List<Key> opens = new ArrayList<>(model.foldOf(turn));
        boolean inside = row instanceof Row.Call c
                ? c.inside()
                : row instanceof Row.Lines l && l.block().indent() > 0;
        if (fold != null && (inside || row instanceof Row.Words w && w.faint())) opens.add(fold);
        if (row instanceof Row.Lines lines) {
            boolean tool = lines.block().look() != Row.Lines.Look.code;
            opens.add(tool && call != null ? call : lines.block().key());
        }
        if (row instanceof Row.Said said && said.folds()) opens.add(said.key());
        return opens;
    }

    private static final ToolRows.State OPEN = new ToolRows.State() {
        @Override
        public boolean isOpen(Key key) {
            return true;
        }

        @Override
        public long since(BlockId block) {
            return 0;
        }

        @Override
        public long lastEventMs() {
            return 0;
        }

        @Override
        public boolean isUndone(TurnId turn) {
            return false;
        }

        @Override
        public boolean isCurrent(TurnId turn) {
            return false;
        }

        @Override
        public List<GrowingText> growing() {
            return List.of();
        }

        @Override
        public @Nullable GrowingText growing(BlockId block) {
            return null;
        }

        @Override
        public boolean isAllowed(String host) {
            return false;
        }

        @Override
        public @Nullable FullOutput fullOutput(BlockId block) {
            return null;
        }
    };
}
