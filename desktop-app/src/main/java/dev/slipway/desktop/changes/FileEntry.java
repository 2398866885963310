package dev.slipway.desktop.changes;

import dev.slipway.desktop.code.Highlighter;
import dev.slipway.protocol.FileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One changed file, how far its diff is read, and its rows. FX thread only.
final class FileEntry {
    /// More is not read until it is asked for.
    static final int MOST_LINES = 3000;
    static final int MOST_LENGTH = 1 << 20;

    enum State {
        unread,
        reading,
        read,
        /// Not read until it is asked for.
        large,
        failed
    }

    private FileChange change;
    private State state;
    private boolean stale;
    private boolean folded;
    private String problem = "";
    private List<FileDiff> diffs = List.of();
    private Looks looks = Looks.NONE;
    private @Nullable List<FileDiff> whole;
    private Looks wholeLooks = Looks.NONE;
    private final Set<Integer> opened = new TreeSet<>();
    private @Nullable List<Row> rows;
    private boolean rowsSplit;

    FileEntry(FileChange change) {
        this.change = change;
        state = isLarge(change) ? State.large : State.unread;
    }

    private static boolean isLarge(FileChange change) {
        return change.addedLines() + change.removedLines() > MOST_LINES;
    }

    FileChange change() {
        return change;
    }

    boolean isFolded() {
        return folded;
    }

    State state() {
        return state;
    }

    void fold(boolean now) {
        folded = now;
        rows = null;
    }

    /// The file may differ otherwise now: what is shown stays until that is read.
    void refresh(FileChange now) {
        change = now;
        stale = true;
        rows = null;
        if (state == State.failed || state == State.reading) state = State.unread;
        if (state == State.unread && isLarge(now)) state = State.large;
    }

    /// Whether it is to be read once it is in view.
    boolean isUnread() {
        return !folded && (state == State.unread || stale && state == State.read);
    }

    void reading() {
        if (state != State.read) state = State.reading;
        stale = false;
    }

    /// The person wants it in spite of its size, or again.
    void wanted() {
        state = State.unread;
        rows = null;
    }

    void read(Source.Diffs read, boolean inspiteOfSize) {
        rows = null;
        whole = null;
        opened.clear();
        if (read.length() > MOST_LENGTH && !inspiteOfSize) {
            state = State.large;
            return;
        }
        diffs = read.files();
        looks = read.looks();
        state = State.read;
    }

    void failed(String why) {
        problem = why;
        state = State.failed;
        rows = null;
    }

    /// Shows the lines from here on; all of the file must be known by then.
    void open(int from) {
        opened.add(from);
        rows = null;
    }

    void close(int from) {
        opened.remove(from);
        rows = null;
    }

    boolean knowsWhole() {
        return whole != null;
    }

    void whole(Source.Diffs all) {
        whole = all.files();
        wholeLooks = all.looks();
        rows = null;
    }

    Highlighter.Line look(DiffLine line) {
        return looks.knows(line) ? looks.of(line) : wholeLooks.of(line);
    }

    List<Row> rows(boolean split) {
        List<Row> known = rows;
        if (known != null && rowsSplit == split) return known;
        List<Row> made = new ArrayList<>();
        made.add(new Row.File(change, folded));
        if (!folded) made.addAll(content(split));
        List<Row> now = List.copyOf(made);
        rows = now;
        rowsSplit = split;
        return now;
    }

    private List<Row> content(boolean split) {
        return switch (state) {
            case unread, reading -> note("Reading…", null);
            case failed -> note(problem, "Try again");
            case large -> note("A large change: " + size() + ". It isn't read unless you want it", "Show it");
            case read -> FileRows.of(change.path(), diffs, split, opened, whole);
        };
    }

    private String size() {
        long lines = change.addedLines() + change.removedLines();
        return lines > MOST_LINES ? lines + " lines" : "more than 1 MB";
    }

    private List<Row> note(String words, @Nullable String action) {
        return List.of(new Row.Note(change.path(), words, action));
    }
}
