package dev.slipway.desktop.prose;

import dev.slipway.client.Plain;
import java.util.List;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// Reads Markdown: CommonMark with tables, strike-through, bare links and task lists. HTML is text. Pure.
///
/// Extensions that walk the tree by recursion are not used: a text that is nested a thousand times deep is easily
/// written.
public final class Markdown {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    private Markdown() {}

    public static List<Piece> parse(String text) {
        return List.copyOf(Pieces.of(tree(Plain.text(text)).getFirstChild(), null));
    }

    static Node tree(String clean) {
        return PARSER.parse(clean);
    }
}
