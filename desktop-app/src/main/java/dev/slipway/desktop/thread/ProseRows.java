package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.desktop.prose.GrowingProse;
import dev.slipway.desktop.prose.Piece;
import dev.slipway.desktop.prose.Piece.Leaf;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.desktop.thread.Row.Lines.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The rows of one text of the agent, which may still grow: rows of pieces that are finished stay the same objects.
final class ProseRows {
    private record Made(Piece piece, boolean open, List<Row> rows) {}

    private final String block;
    private final boolean faint;
    private final GrowingProse prose = new GrowingProse();
    private final List<Made> made = new ArrayList<>();
    private final Map<Integer, CodeRows.Coloured> coloured = new HashMap<>();
    private String text = "";
    private List<Piece> pieces = List.of();

    ProseRows(String block, boolean faint) {
        this.block = block;
        this.faint = faint;
    }

    /// @param whole the text so far
    /// @param opened whether a long block of code was opened
    List<Row> update(String whole, Predicate<Key> opened) {
        if (!whole.equals(text)) pieces = prose.update(whole);
        text = whole;
        List<Row> rows = new ArrayList<>();
        while (made.size() > pieces.size()) made.removeLast();
        coloured.keySet().removeIf(index -> index >= pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean open = opened.test(key("code", i));
            Made before = i < made.size() ? made.get(i) : null;
            if (before == null || before.open() != open || !same(before.piece(), piece)) {
                Made now = new Made(piece, open, make(piece, i, open, before));
                if (before == null) made.add(now);
                else made.set(i, now);
            }
            rows.addAll(made.get(i).rows());
        }
        return rows;
    }

    /// What the whole block of a code says, or null where there is none.
    @Nullable
    String codeOf(Key key) {
        if (!key.part().equals("code") || key.index() >= pieces.size()) return null;
        return pieces.get(key.index()).leaf() instanceof Leaf.Code code ? String.join("\n", code.lines()) : null;
    }

    private static boolean same(Piece before, Piece now) {
        return before == now || before.equals(now);
    }

    private List<Row> make(Piece piece, int index, boolean open, @Nullable Made before) {
        if (!(piece.leaf() instanceof Leaf.Code code)) {
            coloured.remove(index);
            return List.of(new Row.Words(key("words", index), piece, faint));
        }
        if (before == null || !continues(before.piece().leaf(), code)) coloured.remove(index);
        CodeRows.Coloured lines = coloured.computeIfAbsent(index, i -> new CodeRows.Coloured(code.language()));
        List<Row> rows = new ArrayList<>();
        String label = Plain.line(code.language(), 24);
        int indent = piece.insets().size();
        CodeRows.add(
                rows,
                new Block(key("code", index), label, Row.Lines.Look.code, indent),
                lines.update(code.lines()),
                open);
        return rows;
    }

    /// Whether the one is the other, grown: all its lines but the last are there.
    private static boolean continues(Leaf before, Leaf.Code now) {
        if (!(before instanceof Leaf.Code code) || !code.language().equals(now.language())) return false;
        int whole = code.lines().size() - 1;
        return now.lines().size() > whole
                && now.lines().subList(0, whole).equals(code.lines().subList(0, whole));
    }

    private Key key(String part, int index) {
        return new Key(block, part, index);
    }
}
