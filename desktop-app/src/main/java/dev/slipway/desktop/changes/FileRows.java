package dev.slipway.desktop.changes;

import dev.slipway.desktop.changes.DiffLine.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the rows of one file's diff. Pure.
final class FileRows {
    /// Around each change, as it is asked for.
    static final int CONTEXT = 3;

    private final String path;
    private final boolean split;
    private final Set<Integer> opened;
    private final @Nullable List<DiffLine> whole;
    private final List<Row> rows = new ArrayList<>();

    private FileRows(String path, boolean split, Set<Integer> opened, @Nullable List<DiffLine> whole) {
        this.path = path;
        this.split = split;
        this.opened = opened;
        this.whole = whole;
    }

    /// @param split side by side
    /// @param opened the gaps that are shown, by their first line in the new file
    /// @param whole the diff with all lines of the file, or null where it isn't known; then no gap opens
    static List<Row> of(
            String path, List<FileDiff> diffs, boolean split, Set<Integer> opened, @Nullable List<FileDiff> whole) {
        List<DiffLine> all = whole == null
                ? null
                : whole.stream()
                        .flatMap(d -> d.hunks().stream())
                        .flatMap(h -> h.lines().stream())
                        .toList();
        FileRows made = new FileRows(path, split, opened, all);
        for (FileDiff diff : diffs) made.file(diff);
        if (made.rows.isEmpty()) made.rows.add(new Row.Note(path, "No line differs", null));
        return List.copyOf(made.rows);
    }

    private void file(FileDiff diff) {
        for (String note : diff.notes()) rows.add(new Row.Note(path, note, null));
        if (diff.binary()) rows.add(new Row.Note(path, "Binary file; its content isn't shown", null));
        else if (diff.hunks().isEmpty() && diff.notes().isEmpty()) rows.add(new Row.Note(path, "Empty file", null));
        int next = 1;
        for (Hunk hunk : diff.hunks()) {
            int start = first(hunk);
            if (start > next) gap(next, start - next, hunk.heading());
            lines(hunk.lines());
            next = Math.max(next, hunk.newEnd() + 1);
        }
        boolean both = diff.oldPath() != null && diff.newPath() != null;
        if (both && !diff.hunks().isEmpty() && goesOn(diff.hunks().getLast())) gap(next, -1, "");
    }

    /// A hunk without new lines says the line before it.
    private static int first(Hunk hunk) {
        boolean none = hunk.lines().stream().allMatch(l -> l.sign() == Sign.removed);
        return none ? hunk.newStart() + 1 : hunk.newStart();
    }

    /// Less context than was asked for is the file's end.
    private static boolean goesOn(Hunk last) {
        return last.trailing() >= CONTEXT && last.lines().getLast().ended();
    }

    private void gap(int from, int count, String heading) {
        if (whole == null || !opened.contains(from)) {
            rows.add(new Row.Gap(path, from, count, heading));
            return;
        }
        int end = count < 0 ? Integer.MAX_VALUE : from + count - 1;
        for (DiffLine line : whole) {
            if (line.sign() == Sign.context && line.newNumber() >= from && line.newNumber() <= end) context(line);
        }
    }

    private void lines(List<DiffLine> lines) {
        int at = 0;
        while (at < lines.size()) {
            int removedEnd = run(lines, at, Sign.removed);
            int addedEnd = run(lines, removedEnd, Sign.added);
            if (addedEnd == at) context(lines.get(at++));
            else {
                changed(lines.subList(at, removedEnd), lines.subList(removedEnd, addedEnd));
                at = addedEnd;
            }
        }
    }

    private static int run(List<DiffLine> lines, int from, Sign sign) {
        int end = from;
        while (end < lines.size() && lines.get(end).sign() == sign) end++;
        return end;
    }

    private void context(DiffLine line) {
        rows.add(split ? new Row.Pair(path, line, line) : new Row.Line(path, line, null));
    }

    private void changed(List<DiffLine> removed, List<DiffLine> added) {
        if (split) {
            for (int i = 0; i < Math.max(removed.size(), added.size()); i++)
                rows.add(new Row.Pair(path, at(removed, i), at(added, i)));
        } else {
            for (int i = 0; i < removed.size(); i++) rows.add(new Row.Line(path, removed.get(i), at(added, i)));
            for (int i = 0; i < added.size(); i++) rows.add(new Row.Line(path, added.get(i), at(removed, i)));
        }
    }

    private static @Nullable DiffLine at(List<DiffLine> lines, int index) {
        return index < lines.size() ? lines.get(index) : null;
    }
}
