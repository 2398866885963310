package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.client.SessionView;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.desktop.thread.Row.Quiet;
import dev.slipway.protocol.BoardEvent.SessionListed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All rows that are loaded, and whose they are. Immutable.
///
/// @param turns in the order of their rows
/// @param begins the index of each turn's first row
record ThreadRows(List<Row> rows, List<TurnRows> turns, List<Integer> begins) {
    static final ThreadRows NONE = new ThreadRows(List.of(), List.of(), List.of());

    private static final String OF = "thread";

    /// Of the row that stands where older turns will.
    static final Key OLDER = new Key(OF, "older", 0);

    /// @param before rows that are the same as then stay the same objects
    static ThreadRows of(
            ThreadRows before, OpenSession session, History history, List<TurnRows> live, ThreadState state) {
        List<Row> rows = new ArrayList<>();
        List<TurnRows> turns = new ArrayList<>(history.loaded());
        if (history.isAttached()) turns.addAll(live);
        SessionView view = session.view().get();
        String problem = session.problem().get();
        boolean known = session.known().get();
        if (known) top(rows, session, history);
        else if (problem.isEmpty()) rows.add(quiet("loading", Quiet.Kind.reading, "Reading the session…"));
        keep(before.rows, rows);
        List<Integer> begins = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            begins.add(rows.size());
            boolean undone = state.isUndone(turns.get(i).id());
            boolean open = undone && state.isOpen(state.undone().keyOf(turns, i));
            if (undone) rows.addAll(state.undone().line(turns, i, open));
            if (!undone || open) rows.addAll(turns.get(i).rows());
        }
        if (history.isAttached()) {
            if (known && turns.isEmpty() && view.waiting().isEmpty() && history.isWhole()) rows.add(empty());
            if (!problem.isEmpty()) rows.add(quiet("problem", Quiet.Kind.problem, Plain.line(problem, 1_000)));
        }
        return new ThreadRows(rows, turns, begins);
    }

    /// Rows that are equal to the one in their place before become the same object.
    static void keep(List<Row> before, List<Row> rows) {
        for (int i = 0; i < Math.min(rows.size(), before.size()); i++) {
            Row same = before.get(i);
            if (rows.get(i) != same && rows.get(i).equals(same)) rows.set(i, same);
        }
    }

    /// The turn that a row belongs to, or null where it belongs to none.
    @Nullable
    TurnRows turnOf(Row row) {
        int index = -1;
        for (int i = 0; i < rows.size() && index < 0; i++) if (rows.get(i) == row) index = i;
        TurnRows found = null;
        for (int i = 0; i < turns.size() && begins.get(i) <= index; i++) found = turns.get(i);
        return index < 0 ? null : found;
    }

    /// The whole block's text, from the text that it is part of, or from its rows.
    String blockOf(Row.Lines of) {
        for (TurnRows turn : turns) {
            String code = turn.codeOf(of.block().key());
            if (code != null) return code;
        }
        List<String> lines = new ArrayList<>();
        for (Row row : rows)
            if (row instanceof Row.Lines some && some.block().equals(of.block())) lines.add(some.copied());
        return String.join("\n", lines);
    }

    private static void top(List<Row> rows, OpenSession session, History history) {
        if (!history.isWhole()) {
            if (history.problem().isEmpty()) rows.add(quiet("older", Quiet.Kind.reading, "Reading older turns…"));
            else
                rows.add(new Quiet(
                        OLDER, Quiet.Kind.problem, history.problem() + " Try again", new Row.Does.ReadOlder()));
            return;
        }
        SessionView beginning = history.beginning();
        SessionListed listed = session.connection().board().get().sessions().get(session.id());
        rows.add(quiet("beginning", Quiet.Kind.beginning, beginning(beginning, listed)));
        if (beginning == null) return;
        ForkLine.of(beginning, session).ifPresent(rows::add);
        int index = 0;
        for (String note : beginning.baseNotes())
            rows.add(new Quiet(new Key(OF, "note", index++), Quiet.Kind.note, Plain.line(note, 2_000), null));
    }

    private static String beginning(@Nullable SessionView view, @Nullable SessionListed listed) {
        if (view != null && view.created() != null)
            return "Beginning of the session, on "
                    + Plain.line(view.created().repository().value(), 80) + " at "
                    + Plain.line(view.created().base(), 80);
        return listed == null
                ? "Beginning of the session"
                : "Beginning of the session, on "
                        + Plain.line(listed.repository().value(), 80);
    }

    private static Row empty() {
        return quiet(
                "empty",
                Quiet.Kind.empty,
                "Say what should change, in the box below. The agent works in a sandbox of its own, and what it changes"
                        + " becomes a commit that you can look at before you take it.");
    }

    private static Quiet quiet(String part, Quiet.Kind kind, String text) {
        return new Quiet(new Key(OF, part, 0), kind, text, null);
    }
}
