package dev.slipway.desktop.prose;

import dev.slipway.desktop.prose.Piece.Align;
import dev.slipway.desktop.prose.Piece.Inset;
import dev.slipway.desktop.prose.Piece.Leaf;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;

/// Lays a parsed tree out as a list. What lies too deep, or is too large to be one piece, loses its form and keeps its
/// words. Pure.
final class Pieces {
    private static final int DEEPEST = 8;
    private static final int LONGEST_PARAGRAPH = 6_000;
    private static final int MOST_TABLE_ROWS = 100;
    private static final int MOST_TABLE_COLUMNS = 30;

    private final List<Piece> pieces = new ArrayList<>();

    private Pieces() {}

    /// @param first the first of some siblings
    /// @param end the first that is not wanted any more, or null
    static List<Piece> of(@org.jspecify.annotations.Nullable Node first, @org.jspecify.annotations.Nullable Node end) {
        Pieces pieces = new Pieces();
        for (Node node = first; node != null && node != end; node = node.getNext())
            pieces.block(node, List.of(), false);
        return pieces.pieces;
    }

    private void block(Node node, List<Inset> insets, boolean tight) {
        if (insets.size() >= DEEPEST && (node instanceof BlockQuote || node instanceof ListBlock)) {
            words(List.of(Span.plain(Inlines.plain(node))), insets, tight);
            return;
        }
        switch (node) {
            case Heading h -> add(insets, tight, new Leaf.Heading(h.getLevel(), Inlines.of(h)));
            case Paragraph p -> words(Inlines.of(p), insets, tight);
            case FencedCodeBlock c -> add(insets, tight, new Leaf.Code(info(c.getInfo()), lines(c.getLiteral())));
            case IndentedCodeBlock c -> add(insets, tight, new Leaf.Code("", lines(c.getLiteral())));
            case HtmlBlock h -> add(insets, tight, new Leaf.Code("html", lines(h.getLiteral())));
            case ThematicBreak r -> add(insets, tight, new Leaf.Rule());
            case TableBlock t -> add(insets, tight, table(t));
            case BlockQuote q -> quote(q, insets, tight);
            case ListBlock l -> list(l, insets, tight);
            case LinkReferenceDefinition d -> {}
            default -> words(List.of(Span.plain(Inlines.plain(node))), insets, tight);
        }
    }

    private void quote(BlockQuote quote, List<Inset> insets, boolean tight) {
        boolean first = true;
        for (Node child = quote.getFirstChild(); child != null; child = child.getNext()) {
            block(child, plus(insets, new Inset.Quote()), first && tight);
            first = false;
        }
    }

    private void list(ListBlock list, List<Inset> insets, boolean tight) {
        int number = list instanceof OrderedList ordered ? start(ordered) : 0;
        boolean close = tight;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String marker = list instanceof BulletList ? "•" : number++ + ".";
            item(item, insets, new Inset.Item(marker), close, list.isTight());
            close = list.isTight();
        }
    }

    private static int start(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        return start == null ? 1 : start;
    }

    private void item(Node item, List<Inset> insets, Inset marker, boolean tight, boolean tightWithin) {
        if (item.getFirstChild() == null) add(plus(insets, marker), tight, new Leaf.Paragraph(List.of()));
        Inset next = marker;
        boolean close = tight;
        for (Node child = item.getFirstChild(); child != null; child = child.getNext()) {
            if (next.equals(marker) && child instanceof Paragraph p) task(Inlines.of(p), insets, marker, close);
            else block(child, plus(insets, next), close);
            next = new Inset.Item("");
            close = tightWithin;
        }
    }

    /// The first words of an item; a box before them makes it a task.
    private void task(List<Span> spans, List<Inset> insets, Inset marker, boolean tight) {
        String begin = spans.isEmpty() ? "" : spans.getFirst().text();
        boolean done = begin.startsWith("[x] ") || begin.startsWith("[X] ");
        if (!done && !begin.startsWith("[ ] ")) {
            words(spans, plus(insets, marker), tight);
            return;
        }
        List<Span> rest = new ArrayList<>(spans);
        Span box = rest.removeFirst();
        rest.addFirst(new Span(box.text().substring(4), box.marks(), box.link()));
        words(rest, plus(insets, new Inset.Task(done)), tight);
    }

    /// A paragraph that is too long to be laid out at once goes on in the next piece.
    private void words(List<Span> spans, List<Inset> insets, boolean tight) {
        List<Span> some = new ArrayList<>();
        int length = 0;
        boolean close = tight;
        for (Span span : spans) {
            String rest = span.text();
            while (length + rest.length() > LONGEST_PARAGRAPH) {
                int cut = cut(rest, LONGEST_PARAGRAPH - length);
                if (cut > 0) some.add(new Span(rest.substring(0, cut), span.marks(), span.link()));
                add(insets, close, new Leaf.Paragraph(List.copyOf(some)));
                some.clear();
                rest = rest.substring(cut);
                length = 0;
                close = true;
            }
            length += rest.length();
            if (!rest.isEmpty()) some.add(new Span(rest, span.marks(), span.link()));
        }
        if (!some.isEmpty()) add(insets, close, new Leaf.Paragraph(List.copyOf(some)));
    }

    private static int cut(String text, int most) {
        if (most <= 0) return 0;
        int space = text.lastIndexOf(' ', most - 1);
        if (space > most / 2) return space + 1;
        return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }

    private static Leaf table(TableBlock table) {
        List<List<List<Span>>> rows = new ArrayList<>();
        List<Align> columns = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                List<List<Span>> cells = new ArrayList<>();
                for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                    if (rows.isEmpty() && cell instanceof TableCell head) columns.add(align(head));
                    cells.add(Inlines.of(cell));
                }
                rows.add(fitted(cells, rows.isEmpty() ? cells.size() : columns.size()));
            }
        }
        Leaf.Table whole = new Leaf.Table(List.copyOf(columns), List.copyOf(rows));
        if (rows.size() <= MOST_TABLE_ROWS && columns.size() <= MOST_TABLE_COLUMNS) return whole;
        return new Leaf.Code("", lines(new Piece(List.of(), false, whole).text()));
    }

    private static List<List<Span>> fitted(List<List<Span>> cells, int columns) {
        while (cells.size() < columns) cells.add(List.of());
        return List.copyOf(cells.subList(0, columns));
    }

    private static Align align(TableCell cell) {
        TableCell.Alignment alignment = cell.getAlignment();
        if (alignment == null) return Align.left;
        return switch (alignment) {
            case LEFT -> Align.left;
            case CENTER -> Align.centre;
            case RIGHT -> Align.right;
        };
    }

    private static String info(@org.jspecify.annotations.Nullable String info) {
        return info == null ? "" : info.strip();
    }

    private static List<String> lines(String literal) {
        String text = literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
        return List.of(text.split("\n", -1));
    }

    private static List<Inset> plus(List<Inset> insets, Inset more) {
        List<Inset> all = new ArrayList<>(insets);
        all.add(more);
        return List.copyOf(all);
    }

    private void add(List<Inset> insets, boolean tight, Leaf leaf) {
        pieces.add(new Piece(insets, tight, leaf));
    }
}
