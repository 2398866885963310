package dev.slipway.desktop.thread;

import dev.slipway.desktop.flow.AnchoredFlow;
import dev.slipway.desktop.flow.Marks;
import dev.slipway.desktop.flow.Marks.Stretch;
import dev.slipway.desktop.thread.ThreadFind.Found;
import dev.slipway.desktop.thread.ThreadFind.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Marks in the thread what was found, and most the one that was gone to.
final class FoundMarks {
    private final Marks<Row> marks;

    FoundMarks(AnchoredFlow<Row> flow, ThreadFind find) {
        marks = new Marks<>(flow);
        find.found().addListener((property, before, now) -> {
            if (!now.matches().equals(before.matches()) || now.at() != before.at()) set(now);
        });
    }

    /// To be called when cells have come, gone or changed.
    void show() {
        marks.show();
    }

    private void set(Found found) {
        Map<Row.Key, List<Stretch>> all = new HashMap<>();
        for (Match match : found.matches())
            all.computeIfAbsent(match.row(), key -> new ArrayList<>()).add(stretch(match));
        Match current = found.match();
        marks.set(all, current == null ? null : current.row(), current == null ? null : stretch(current));
    }

    private static Stretch stretch(Match match) {
        return new Stretch(match.from(), match.to());
    }
}
