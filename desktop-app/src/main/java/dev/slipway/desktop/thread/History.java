package dev.slipway.desktop.thread;

import dev.slipway.client.SessionView;
import dev.slipway.client.TurnView;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The turns that are older than the live view, in pages: some of them, next to each other, are loaded; of the others
/// it is known where they lie, so that they can be read again. FX thread only.
final class History {
    /// Turns in a page: folded, and made into rows, in one frame.
    static final int PAGE = 4;
    /// So many pages are kept on each side of those in view.
    static final int KEPT = 4;

    private final OpenSession session;
    private final Function<TurnView, TurnRows> make;
    private final Runnable changed;
    private final UndoneTurns undone;
    private final List<HistoryPart> parts = new ArrayList<>();
    private int from;
    private int to;
    private long liveFrom;
    private boolean attached = true;
    private boolean reading;
    private @Nullable SessionView beginning;
    private String problem = "";
    private int generation;
    private String epoch = "";
    /// Null where nobody is on the way to the beginning.
    private @Nullable Runnable atBeginning;

    /// @param changed called when what is loaded is other than before
    History(OpenSession session, Function<TurnView, TurnRows> make, Runnable changed, UndoneTurns undone) {
        this.session = session;
        this.make = make;
        this.changed = changed;
        this.undone = undone;
    }

    /// The log is another one.
    void clear() {
        parts.clear();
        liveFrom = from = to = 0;
        attached = true;
        reading = false;
        beginning = null;
        problem = "";
        atBeginning = null;
        generation++;
    }

    void epoch(String now) {
        epoch = now;
    }

    /// The live view has these turns; those that it let go are kept here.
    ///
    /// @param gone in order, and right before the first of the view
    void live(SessionView view, List<TurnRows> gone) {
        if (view.created() != null && parts.isEmpty()) beginning = view.withLastTurns(0);
        liveFrom = view.turns().isEmpty()
                ? view.seq() + 1
                : view.turns().getFirst().seq();
        for (int i = 0; i < gone.size(); i += PAGE) {
            int end = Math.min(gone.size(), i + PAGE);
            long before = end < gone.size() ? gone.get(end).turn().seq() : liveFrom;
            List<TurnRows> rows = List.copyOf(gone.subList(i, end));
            long first = rows.getFirst().turn().seq();
            parts.add(new HistoryPart(before, rows.size(), first, List.of(), attached ? rows : null));
            if (attached) to = parts.size();
        }
        if (attached && from > to) from = to;
    }

    /// The loaded turns, oldest first.
    List<TurnRows> loaded() {
        List<TurnRows> all = new ArrayList<>();
        for (int i = from; i < to; i++) {
            List<TurnRows> rows = parts.get(i).rows;
            if (rows != null) all.addAll(rows);
        }
        return all;
    }

    /// Whether the live view follows on what is loaded.
    boolean isAttached() {
        return attached;
    }

    /// Whether the session's first turn is loaded, or the live view has it.
    boolean isWhole() {
        return from == 0 && beginning != null;
    }

    /// The view that has the session's beginning, or null while that is not known.
    @Nullable
    SessionView beginning() {
        return beginning;
    }

    /// Why older turns could not be read; empty where they could.
    String problem() {
        return problem;
    }

    /// Reads the page above what is loaded, if there is one and none is being read.
    void readOlder() {
        if (reading || isWhole()) return;
        if (from > 0) read(parts.get(from - 1), true);
        else {
            long before = parts.isEmpty() ? liveFrom : parts.getFirst().from;
            if (before <= 1) return;
            read(before, PAGE, page -> older(before, page));
        }
    }

    /// Reads the page below what is loaded; below the last one the live view follows again.
    void readLater() {
        if (reading || attached) return;
        if (to < parts.size()) read(parts.get(to), false);
        else {
            attached = true;
            changed.run();
        }
    }

    /// Only the live view.
    void toEnd() {
        atBeginning = null;
        if (attached) return;
        letGo();
        from = to = parts.size();
        attached = true;
        changed.run();
    }

    /// Loads the session's first page; reads one after the other where it isn't known, and keeps none of them.
    /// @param there run when it is loaded; not where the person went to the end meanwhile
    void toBeginning(Runnable there) {
        atBeginning = there;
        goOn();
    }

    private void goOn() {
        Runnable there = atBeginning;
        if (there == null || reading) return;
        long before = parts.isEmpty() ? liveFrom : parts.getFirst().from;
        if (isWhole() || beginning == null && before <= 1) {
            atBeginning = null;
            there.run();
        } else if (beginning == null)
            read(before, PAGE, page -> {
                HistoryPart part = addFirst(before, page);
                if (part == null) return;
                moveDown();
                List<TurnRows> rows = fold(part, page);
                if (beginning != null) only(part, rows);
            });
        else {
            HistoryPart first = parts.getFirst();
            read(first.before, first.turns, page -> only(first, fold(first, page)));
        }
    }

    /// Lets go what is far from these.
    ///
    /// @param first the first turn in view, or null where it is of the live view
    /// @param last the last
    void seen(@Nullable TurnRows first, @Nullable TurnRows last) {
        int top = first == null ? parts.size() : partOf(first);
        int bottom = last == null ? parts.size() : partOf(last);
        boolean dropped = false;
        while (from < to && from < top - KEPT) {
            parts.get(from++).rows = null;
            dropped = true;
        }
        if (attached && bottom < parts.size() - 2 * KEPT) {
            attached = false;
            dropped = true;
        }
        while (!attached && to > from && to - 1 > bottom + KEPT) {
            parts.get(--to).rows = null;
            dropped = true;
        }
        if (dropped) changed.run();
    }

    /// Reads on upwards from what is loaded until a page fits; then that page is what is loaded. Others are not kept.
    ///
    /// @param most how many pages to read
    /// @param done told whether one fits
    void search(Predicate<List<TurnRows>> fits, int most, Consumer<Boolean> done) {
        if (!reading) search(from - 1, fits, most, done);
    }

    private void search(int index, Predicate<List<TurnRows>> fits, int most, Consumer<Boolean> done) {
        boolean known = index >= 0;
        long before = known ? parts.get(index).before : parts.isEmpty() ? liveFrom : parts.getFirst().from;
        if (most == 0 || before <= 1 || !known && beginning != null) {
            done.accept(false);
            return;
        }
        read(before, known ? parts.get(index).turns : PAGE, page -> {
            HistoryPart part = known ? parts.get(index) : addFirst(before, page);
            if (part == null) {
                done.accept(false);
                return;
            }
            if (!known) moveDown();
            List<TurnRows> rows = fold(part, page);
            if (fits.test(rows)) {
                only(part, rows);
                done.accept(true);
            } else search(parts.indexOf(part) - 1, fits, most - 1, done);
        });
    }

    /// A page will stand before those that are loaded.
    private void moveDown() {
        from++;
        to++;
    }

    private void only(HistoryPart part, List<TurnRows> rows) {
        letGo();
        part.rows = rows;
        from = parts.indexOf(part);
        to = from + 1;
        attached = false;
    }

    private void letGo() {
        for (int i = from; i < to; i++) parts.get(i).rows = null;
    }

    private int partOf(TurnRows turn) {
        for (int i = from; i < to; i++) {
            List<TurnRows> rows = parts.get(i).rows;
            if (rows != null && rows.contains(turn)) return i;
        }
        return parts.size();
    }

    private void older(long before, Page page) {
        HistoryPart part = addFirst(before, page);
        if (part == null) return;
        to++;
        part.rows = fold(part, page);
    }

    /// Null where there is nothing before what is known.
    private @Nullable HistoryPart addFirst(long before, Page page) {
        if (page.events().isEmpty()) {
            if (beginning == null) beginning = SessionView.EMPTY;
            return null;
        }
        var without = parts.isEmpty() ? List.<Logged>of() : parts.getFirst().orphans();
        parts.addFirst(new HistoryPart(before, PAGE, page.events().getFirst().seq(), without, null));
        return parts.getFirst();
    }

    private void read(HistoryPart part, boolean above) {
        read(part.before, part.turns, page -> {
            part.rows = fold(part, page);
            if (above) from--;
            else to++;
        });
    }

    private List<TurnRows> fold(HistoryPart part, Page page) {
        page.events().forEach(undone::heard);
        SessionView view = part.fold(page);
        if (view.created() != null) beginning = view.withLastTurns(0);
        return view.turns().stream().map(make).toList();
    }

    private void read(long before, int turns, Consumer<Page> take) {
        reading = true;
        problem = "";
        int asked = generation;
        session.connection().readBefore(session.id(), before, turns).whenComplete((page, failure) -> {
            if (asked != generation) return;
            reading = false;
            if (page == null) problem = "Older turns could not be read.";
            else if (epoch.isEmpty() || page.epoch().equals(epoch)) {
                take.accept(page);
                goOn();
            }
            changed.run();
        });
    }
}
