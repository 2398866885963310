package dev.slipway.desktop.prose;

import dev.slipway.desktop.prose.Span.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/// The words of a paragraph, with their looks. Pure.
final class Inlines {
    private static final int DEEPEST = 32;
    private static final LinkExtractor LINKS = LinkExtractor.builder()
            .linkTypes(EnumSet.of(LinkType.URL, LinkType.EMAIL))
            .build();

    private final List<Span> spans = new ArrayList<>();

    private Inlines() {}

    static List<Span> of(Node block) {
        Inlines inlines = new Inlines();
        inlines.children(block, EnumSet.noneOf(Mark.class), null, 0);
        return List.copyOf(inlines.spans);
    }

    private void children(Node parent, Set<Mark> marks, @Nullable String link, int depth) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (depth > DEEPEST) add(plain(node), marks, link);
            else one(node, marks, link, depth);
        }
    }

    private void one(Node node, Set<Mark> marks, @Nullable String link, int depth) {
        switch (node) {
            case Text text when link == null -> linked(text.getLiteral(), marks);
            case Text text -> add(text.getLiteral(), marks, link);
            case Code code -> add(code.getLiteral(), with(marks, Mark.code), link);
            case HtmlInline html -> add(html.getLiteral(), marks, link);
            case SoftLineBreak line -> add(" ", marks, link);
            case HardLineBreak line -> add("\n", marks, link);
            case Emphasis emphasis -> children(node, with(marks, Mark.emphasis), link, depth + 1);
            case StrongEmphasis strong -> children(node, with(marks, Mark.strong), link, depth + 1);
            case Strikethrough struck -> children(node, with(marks, Mark.struck), link, depth + 1);
            case Link to -> children(node, marks, to.getDestination(), depth + 1);
            case Image image -> image(image, marks);
            default -> children(node, marks, link, depth + 1);
        }
    }

    /// Addresses that stand in a text lead to where they say.
    private void linked(String text, Set<Mark> marks) {
        for (org.nibor.autolink.Span part : LINKS.extractSpans(text)) {
            String words = text.substring(part.getBeginIndex(), part.getEndIndex());
            boolean mail = part instanceof LinkSpan link && link.getType() == LinkType.EMAIL;
            add(words, marks, part instanceof LinkSpan ? (mail ? "mailto:" : "") + words : null);
        }
    }

    /// Never loaded: its words lead to where it is.
    private void image(Image image, Set<Mark> marks) {
        String words = plain(image).strip();
        add(words.isEmpty() ? "image" : "image: " + words, marks, image.getDestination());
    }

    private void add(String text, Set<Mark> marks, @Nullable String link) {
        if (text.isEmpty()) return;
        Span next = new Span(text, Set.copyOf(marks), link == null || link.isBlank() ? null : link);
        if (!spans.isEmpty() && spans.getLast().isLike(next)) {
            Span last = spans.removeLast();
            next = new Span(last.text() + text, last.marks(), last.link());
        }
        spans.add(next);
    }

    private static Set<Mark> with(Set<Mark> marks, Mark more) {
        EnumSet<Mark> all = EnumSet.of(more);
        all.addAll(marks);
        return all;
    }

    /// All literal text below a node, however deep it lies.
    static String plain(Node root) {
        StringBuilder text = new StringBuilder();
        Deque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Node node = open.pop();
            switch (node) {
                case Text t -> text.append(t.getLiteral());
                case Code c -> text.append(c.getLiteral());
                case HtmlInline h -> text.append(h.getLiteral());
                case SoftLineBreak line -> text.append(' ');
                case HardLineBreak line -> text.append(' ');
                default -> {}
            }
            for (Node child = node.getLastChild(); child != null; child = child.getPrevious()) open.push(child);
        }
        return text.toString();
    }
}
