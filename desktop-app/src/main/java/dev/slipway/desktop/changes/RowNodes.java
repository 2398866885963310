package dev.slipway.desktop.changes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Group;
import org.jspecify.annotations.Nullable;

/// The nodes of the rows in view. A row that goes out of view leaves its node to one that comes in.
final class RowNodes {
    private enum Kind {
        file,
        words,
        line,
        pair
    }

    private record Live(Row row, Kind kind, RowNode node) {}

    private final Map<Integer, Live> live = new HashMap<>();
    private final Map<Kind, ArrayDeque<RowNode>> free = new HashMap<>();
    private final Map<Kind, Supplier<RowNode>> makers;
    private final Group parent;

    /// @param parent where the nodes are; it holds nothing else
    RowNodes(ChangesModel model, Group parent) {
        this.parent = parent;
        makers = Map.of(
                Kind.file, () -> new FileRow(model),
                Kind.words, () -> new WordsRow(model.diff()),
                Kind.line, () -> CodeRow.line(model.diff()),
                Kind.pair, () -> CodeRow.pair(model.diff()));
    }

    /// The node of a row that is in view.
    RowNode node(int index, Row row, CodeStrip.Measure measure) {
        Live known = live.get(index);
        if (known != null && known.row() == row) return known.node();
        Kind kind = kind(row);
        if (known != null && known.kind() != kind) {
            release(known);
            known = null;
        }
        RowNode node = known == null ? take(kind) : known.node();
        node.show(row, measure);
        live.put(index, new Live(row, kind, node));
        return node;
    }

    /// Lets go all others.
    void keep(int first, int last) {
        List<Integer> gone = new ArrayList<>();
        for (Integer index : live.keySet()) if (index < first || index > last) gone.add(index);
        for (Integer index : gone) release(live.remove(index));
    }

    /// All are shown anew: rows have other places now.
    void forget() {
        keep(0, -1);
    }

    void measure(CodeStrip.Measure measure) {
        for (Live each : live.values()) each.node().measure(measure);
    }

    void select(Selection selection) {
        live.forEach((index, each) -> each.node().select(selection.holds(index), selection.side()));
    }

    @Nullable
    RowNode at(int index) {
        Live known = live.get(index);
        return known == null ? null : known.node();
    }

    private void release(@Nullable Live gone) {
        if (gone == null) return;
        gone.node().setVisible(false);
        free.computeIfAbsent(gone.kind(), k -> new ArrayDeque<>()).push(gone.node());
    }

    private RowNode take(Kind kind) {
        ArrayDeque<RowNode> kept = free.get(kind);
        if (kept != null && !kept.isEmpty()) {
            RowNode node = kept.pop();
            node.setVisible(true);
            return node;
        }
        Supplier<RowNode> maker = makers.get(kind);
        if (maker == null) throw new IllegalStateException("no row is a " + kind);
        RowNode node = maker.get();
        node.setManaged(false);
        parent.getChildren().add(node);
        return node;
    }

    private static Kind kind(Row row) {
        return switch (row) {
            case Row.File file -> Kind.file;
            case Row.Note note -> Kind.words;
            case Row.Gap gap -> Kind.words;
            case Row.Line line -> Kind.line;
            case Row.Pair pair -> Kind.pair;
        };
    }
}
