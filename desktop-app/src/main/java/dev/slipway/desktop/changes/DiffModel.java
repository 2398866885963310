package dev.slipway.desktop.changes;

import dev.slipway.desktop.code.Highlighter;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.protocol.FileChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The files' diffs as rows under one another. A file is read when it comes into view. FX thread only.
public final class DiffModel {
    private static final int MOST_AT_ONCE = 4;

    /// Asks for one file's diff.
    interface Reading {
        CompletableFuture<Source.Diffs> read(String path, int context);
    }

    /// Where the view is to go.
    ///
    /// @param top whether the row is to be at the top; else it is enough that it can be seen
    record Jump(int row, boolean top) {}

    private final Consumer<String> problems;
    private Map<String, FileEntry> entries = new LinkedHashMap<>();
    private Reading reading = (path, context) -> new CompletableFuture<>();
    private final Set<FileEntry> underWay = new LinkedHashSet<>();
    private final Set<FileEntry> inSpiteOfSize = new LinkedHashSet<>();
    private List<FileEntry> inView = List.of();
    private int firstInView;
    private boolean split;
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Selection> selection = new ReadOnlyObjectWrapper<>(Selection.NONE);
    private final ReadOnlyStringWrapper inFront = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Jump> jump = new ReadOnlyObjectWrapper<>();

    /// @param problems is told in words what failed beside the rows
    DiffModel(Consumer<String> problems) {
        this.problems = problems;
    }

    /// What can be scrolled through.
    ReadOnlyObjectProperty<List<Row>> rows() {
        return rows.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Selection> selection() {
        return selection.getReadOnlyProperty();
    }

    /// Another one each time the view is to go somewhere.
    ReadOnlyObjectProperty<@Nullable Jump> jump() {
        return jump.getReadOnlyProperty();
    }

    /// The path of the file at the top of the view; empty where there is none.
    ReadOnlyStringProperty inFront() {
        return inFront.getReadOnlyProperty();
    }

    boolean isSplit() {
        return split;
    }

    /// Other files, or the same after another commit: what was read of them stays until it is read anew.
    void show(List<FileChange> files, Reading from) {
        reading = from;
        underWay.clear();
        show(files, true);
    }

    /// Fewer or more of the same files.
    void narrow(List<FileChange> files) {
        show(files, false);
    }

    private void show(List<FileChange> files, boolean anew) {
        Map<String, FileEntry> now = new LinkedHashMap<>();
        for (FileChange file : files) {
            FileEntry known = entries.get(file.path());
            if (known != null && anew) known.refresh(file);
            now.put(file.path(), known == null ? new FileEntry(file) : known);
        }
        entries = now;
        inView = List.of();
        assemble();
    }

    /// Forgets all, as for another session or turn.
    void clear() {
        entries = new LinkedHashMap<>();
        underWay.clear();
        inSpiteOfSize.clear();
        inView = List.of();
        selection.set(Selection.NONE);
        assemble();
    }

    void split(boolean now) {
        if (split == now) return;
        split = now;
        assemble();
    }

    /// These rows are seen: what is not read of them is read now.
    void inView(int first, int last) {
        firstInView = first;
        Set<FileEntry> seen = new LinkedHashSet<>();
        List<Row> all = rows.get();
        inFront.set(first < all.size() ? all.get(first).path() : "");
        for (int i = first; i <= last && i < all.size(); i++) {
            FileEntry entry = entries.get(all.get(i).path());
            if (entry != null && entry.isUnread()) seen.add(entry);
        }
        inView = new ArrayList<>(seen);
        readOn();
    }

    private void readOn() {
        for (FileEntry entry : inView) {
            if (underWay.size() >= MOST_AT_ONCE) return;
            if (!entry.isUnread() || underWay.contains(entry)) continue;
            entry.reading();
            underWay.add(entry);
            Reading from = reading;
            from.read(entry.change().path(), FileRows.CONTEXT).whenComplete((read, failure) -> {
                if (from != reading) return;
                underWay.remove(entry);
                if (failure == null) entry.read(read, inSpiteOfSize.contains(entry));
                else entry.failed(Failure.words(failure));
                if (entries.containsValue(entry)) assemble();
                readOn();
            });
        }
    }

    /// What a note offers: reads a large file, or tries again.
    void act(String path) {
        FileEntry entry = entries.get(path);
        if (entry == null) return;
        inSpiteOfSize.add(entry);
        entry.wanted();
        assemble();
    }

    /// Shows the lines of a gap.
    void open(Row.Gap gap) {
        FileEntry entry = entries.get(gap.path());
        if (entry == null) return;
        entry.open(gap.from());
        if (entry.knowsWhole()) {
            assemble();
            return;
        }
        Reading from = reading;
        from.read(gap.path(), Source.WHOLE).whenComplete((all, failure) -> {
            if (from != reading) return;
            if (failure == null) entry.whole(all);
            else {
                entry.close(gap.from());
                problems.accept(Failure.words(failure));
            }
            assemble();
        });
    }

    void fold(String path) {
        FileEntry entry = entries.get(path);
        if (entry == null) return;
        entry.fold(!entry.isFolded());
        assemble();
        toFile(path, false);
    }

    /// Folds all, or unfolds them where all are folded.
    void foldAll() {
        boolean now = entries.values().stream().anyMatch(e -> !e.isFolded());
        entries.values().forEach(e -> e.fold(now));
        assemble();
    }

    void nextChange() {
        go(Places.nextChange(rows.get(), here()));
    }

    void previousChange() {
        go(Places.previousChange(rows.get(), here()));
    }

    void nextFile() {
        go(Places.nextFile(rows.get(), here()));
    }

    void previousFile() {
        go(Places.previousFile(rows.get(), here()));
    }

    void toFile(String path, boolean top) {
        List<Row> all = rows.get();
        for (int i = 0; i < all.size(); i++) {
            if (!(all.get(i) instanceof Row.File file) || !file.path().equals(path)) continue;
            selection.set(new Selection(i, i, Selection.Side.both));
            jump.set(new Jump(i, top));
            return;
        }
    }

    private void go(int row) {
        if (row < 0) return;
        selection.set(new Selection(row, row, selection.get().side()));
        jump.set(new Jump(row, true));
    }

    /// The caret, or where the reader is.
    int here() {
        return selection.get().caret() >= 0 ? selection.get().caret() : firstInView - 1;
    }

    /// @param side whose text is copied
    /// @param further whether the selection is stretched to the row, instead of begun there
    void select(int row, Selection.Side side, boolean further) {
        Selection before = selection.get();
        if (row < 0 || row >= rows.get().size()) return;
        boolean stretched = further && before.anchor() >= 0;
        selection.set(new Selection(stretched ? before.anchor() : row, row, stretched ? before.side() : side));
    }

    /// Moves the caret and keeps it in sight.
    void move(int by, boolean further) {
        int last = rows.get().size() - 1;
        int from = selection.get().caret() >= 0 ? selection.get().caret() : firstInView - 1;
        int to = Math.clamp((long) from + by, 0, Math.max(0, last));
        select(to, selection.get().side(), further);
        jump.set(new Jump(to, false));
    }

    void selectNothing() {
        selection.set(Selection.NONE);
    }

    /// The colours of a line.
    Highlighter.Line look(String path, DiffLine line) {
        FileEntry entry = entries.get(path);
        return entry == null ? Highlighter.Line.plain(line.text()) : entry.look(line);
    }

    /// The row that the keys are about, or null.
    @Nullable
    Row current() {
        int caret = selection.get().caret();
        List<Row> all = rows.get();
        int at = caret >= 0 ? caret : firstInView;
        return at >= 0 && at < all.size() ? all.get(at) : null;
    }

    private void assemble() {
        List<Row> before = rows.get();
        Selection selected = selection.get();
        List<Row> now = new ArrayList<>();
        for (FileEntry entry : entries.values()) now.addAll(entry.rows(split));
        if (selected.anchor() >= 0) selection.set(moved(selected, before, now));
        rows.set(now);
    }

    private static Selection moved(Selection selected, List<Row> before, List<Row> now) {
        if (selected.last() >= before.size()) return Selection.NONE;
        int anchor = Places.find(now, before.get(selected.anchor()));
        int caret = Places.find(now, before.get(selected.caret()));
        return anchor < 0 || caret < 0 ? Selection.NONE : new Selection(anchor, caret, selected.side());
    }
}
