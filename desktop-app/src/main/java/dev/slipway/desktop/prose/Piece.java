package dev.slipway.desktop.prose;

import java.util.List;

/// A part of a page that stands in a line of its own: the smallest that is laid out anew when a text grows. What it
/// stands in (quotes, list items) it carries along. Immutable.
///
/// @param insets from the outermost on
/// @param tight whether it follows closely on the one before
public record Piece(List<Inset> insets, boolean tight, Leaf leaf) {
    public sealed interface Inset {
        record Quote() implements Inset {}

        /// @param marker a bullet or a number; empty for what is not the item's first
        record Item(String marker) implements Inset {}

        record Task(boolean done) implements Inset {}
    }

    public sealed interface Leaf {
        /// @param level 1 to 6
        record Heading(int level, List<Span> spans) implements Leaf {}

        record Paragraph(List<Span> spans) implements Leaf {}

        /// @param language as the fence names it; may be empty
        record Code(String language, List<String> lines) implements Leaf {}

        /// @param rows the first is the head; all have as many cells as there are columns
        record Table(List<Align> columns, List<List<List<Span>>> rows) implements Leaf {}

        record Rule() implements Leaf {}
    }

    public enum Align {
        left,
        centre,
        right
    }

    /// Its words, as they are copied.
    public String text() {
        return switch (leaf) {
            case Leaf.Heading h -> words(h.spans());
            case Leaf.Paragraph p -> words(p.spans());
            case Leaf.Code c -> String.join("\n", c.lines());
            case Leaf.Table t -> table(t);
            case Leaf.Rule r -> "";
        };
    }

    static String words(List<Span> spans) {
        StringBuilder text = new StringBuilder();
        for (Span span : spans) text.append(span.text());
        return text.toString();
    }

    private static String table(Leaf.Table table) {
        return String.join(
                "\n",
                table.rows().stream()
                        .map(row ->
                                String.join("\t", row.stream().map(Piece::words).toList()))
                        .toList());
    }
}
