package dev.slipway.backend.agent.tools;

import java.util.ArrayList;
import java.util.List;

/// A passage of a file and what it becomes.
///
/// @param header its `@@` line
/// @param oldStart the line that the header says, counted from 1, or -1 where it says none
/// @param oldEndOpen whether the last line of the passage ends without a line break
/// @param newEndOpen the same for what it becomes
record Hunk(String header, int oldStart, List<HunkLine> lines, boolean oldEndOpen, boolean newEndOpen) {
    Hunk {
        lines = List.copyOf(lines);
    }

    List<String> before() {
        return without(HunkLine.Kind.added);
    }

    List<String> after() {
        return without(HunkLine.Kind.removed);
    }

    private List<String> without(HunkLine.Kind kind) {
        List<String> texts = new ArrayList<>();
        for (HunkLine line : lines) if (line.kind() != kind) texts.add(line.text());
        return texts;
    }
}
