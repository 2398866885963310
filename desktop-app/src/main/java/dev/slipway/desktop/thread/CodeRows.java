package dev.slipway.desktop.thread;

import dev.slipway.desktop.code.Highlighter;
import dev.slipway.desktop.code.Language;
import dev.slipway.desktop.thread.Row.Lines.Block;
import dev.slipway.desktop.thread.Row.Lines.Line;
import dev.slipway.desktop.thread.Row.Lines.Side;
import java.util.ArrayList;
import java.util.List;

/// A block of lines as rows of a few lines each, so that neither a long one nor one that grows costs more than what is
/// seen of it.
final class CodeRows {
    /// In one row.
    static final int CHUNK = 24;
    /// More are folded away until they are asked for.
    static final int MOST = 400;

    private CodeRows() {}

    /// Colours a block that may grow: what was coloured stays.
    static final class Coloured {
        private final Highlighter highlighter;
        private final List<Line> whole = new ArrayList<>();

        Coloured(String language) {
            highlighter = new Highlighter(Language.ofFence(language));
        }

        /// @param lines as before, and more; the last may still grow
        List<Line> update(List<String> lines) {
            while (whole.size() < lines.size() - 1) whole.add(line(highlighter.next(lines.get(whole.size()))));
            List<Line> all = new ArrayList<>(whole.subList(0, Math.max(0, lines.size() - 1)));
            if (!lines.isEmpty()) all.add(line(highlighter.peek(lines.getLast())));
            return all;
        }
    }

    static Line line(Highlighter.Line text) {
        return new Line(text, Side.plain);
    }

    static List<Line> plain(List<String> lines) {
        return lines.stream().map(text -> line(Highlighter.Line.plain(text))).toList();
    }

    /// Adds the rows of a block, and the line that offers the rest of a long one.
    static void add(List<Row> rows, Block block, List<Line> lines, boolean open) {
        boolean cut = lines.size() > MOST && !open;
        chunks(rows, block, cut ? lines.subList(0, MOST) : lines);
        Row.Key key = block.key();
        if (cut)
            rows.add(new Row.Quiet(
                    new Row.Key(key.of(), key.part() + "more", key.index()),
                    Row.Quiet.Kind.notice,
                    "Show all " + Texts.count(lines.size(), "line"),
                    new Row.Does.Toggle(key)));
    }

    static void chunks(List<Row> rows, Block block, List<Line> lines) {
        Row.Key key = block.key();
        for (int from = 0; from < lines.size(); from += CHUNK) {
            int to = Math.min(lines.size(), from + CHUNK);
            rows.add(new Row.Lines(
                    new Row.Key(key.of(), key.part() + key.index() + "-", from / CHUNK),
                    block,
                    List.copyOf(lines.subList(from, to)),
                    from == 0,
                    to == lines.size()));
        }
    }
}
