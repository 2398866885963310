package dev.slipway.desktop.prose;

import dev.slipway.client.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/// A text that is still being written. Only its unfinished end is read again when it grows; pieces before that stay the
/// same objects. The pieces are always those of the whole text. One thread.
public final class GrowingProse {
    /// A definition gives links before it a target, so that nothing is finished any more.
    private static final Pattern DEFINITION =
            Pattern.compile("(?m)^[ \\t>*+\\-0-9.)]*\\[(?:[^\\[\\]\\\\]|\\\\.){1,999}+\\]:");

    private final List<Piece> finished = new ArrayList<>();
    private String text = "";
    /// Where the unfinished part begins.
    private int from;
    /// How far whole lines were looked at.
    private int looked;
    private boolean defines;

    /// @param whole the text so far
    public List<Piece> update(String whole) {
        String clean = Plain.text(whole);
        if (!clean.startsWith(text)) begin();
        text = clean;
        if (!defines)
            defines = DEFINITION.matcher(text).region(from, text.length()).find();
        if (defines) return Markdown.parse(text);
        int lines = text.lastIndexOf('\n') + 1;
        if (lines > looked) finish(lines);
        List<Piece> pieces = new ArrayList<>(finished);
        pieces.addAll(Pieces.of(Markdown.tree(text.substring(from)).getFirstChild(), null));
        return pieces;
    }

    private void begin() {
        finished.clear();
        from = 0;
        looked = 0;
        defines = false;
    }

    /// A block is finished when another has begun after it, in lines that are whole.
    private void finish(int lines) {
        looked = lines;
        Node tree = Markdown.tree(text.substring(from, lines));
        Node last = tree.getLastChild();
        if (last == null
                || last == tree.getFirstChild()
                || last.getSourceSpans().isEmpty()) return;
        finished.addAll(Pieces.of(tree.getFirstChild(), last));
        SourceSpan begin = last.getSourceSpans().getFirst();
        from += text.substring(from, lines).lastIndexOf('\n', begin.getInputIndex() - 1) + 1;
    }
}
