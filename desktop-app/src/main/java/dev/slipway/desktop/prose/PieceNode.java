package dev.slipway.desktop.prose;

import dev.slipway.desktop.design.Icons;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.flow.SelectableText;
import dev.slipway.desktop.flow.Sideways;
import dev.slipway.desktop.prose.Piece.Inset;
import dev.slipway.desktop.prose.Piece.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.kordamp.ikonli.material2.Material2AL;

/// What is seen of a piece, code apart: the bars and markers of what it stands in, and its words. It can be given
/// another piece.
public final class PieceNode extends Region {
    /// Of each quote or list that a piece stands in.
    public static final double INDENT = 20;
    /// The longest line of prose, about 76 characters.
    public static final double MEASURE = 520;

    private static final double BELOW = 4;

    private final Consumer<String> follow;
    private final List<Node> marks = new ArrayList<>();
    private Piece piece = new Piece(List.of(), false, new Leaf.Rule());
    private boolean faint;
    private final SelectableText words = new SelectableText();
    private TableNode table;
    private Region content;

    /// @param browse told the links that were clicked, if they are web or mail addresses
    public PieceNode(Consumer<String> browse) {
        follow = link -> {
            if (SpanParts.opens(link)) browse.accept(link);
        };
        getStyleClass().add("piece");
        words.onLink(follow);
        table = new TableNode(follow);
        content = words;
    }

    /// What a pane that shows pieces needs.
    public static void style(Parent pane) {
        Theme.style(pane, PieceNode.class, "prose.css");
    }

    /// @param thought whether the words are no answer
    public void show(Piece now, boolean thought) {
        boolean insets = !now.insets().equals(piece.insets()) || faint != thought;
        piece = now;
        faint = thought;
        Region before = content;
        content = switch (now.leaf()) {
            case Leaf.Heading h -> words(h.spans(), "t strong h" + Math.min(3, h.level()));
            case Leaf.Paragraph p -> words(p.spans(), thought ? "t faint" : "t");
            case Leaf.Table t -> table(t);
            case Leaf.Code c -> words(List.of(Span.plain(now.text())), "t");
            case Leaf.Rule r -> rule();
        };
        if (insets) marks();
        if (insets || before != content || getChildren().isEmpty()) {
            getChildren().setAll(marks);
            getChildren().add(content);
        }
        requestLayout();
    }

    public List<SelectableText> texts() {
        return switch (piece.leaf()) {
            case Leaf.Heading h -> List.of(words);
            case Leaf.Paragraph p -> List.of(words);
            case Leaf.Code c -> List.of(words);
            case Leaf.Table t -> table.texts();
            case Leaf.Rule r -> List.of();
        };
    }

    private Region words(List<Span> spans, String style) {
        words.setLineSpacing(style.contains("h1") ? 2 : 4);
        words.show(SpanParts.of(spans, style));
        return words;
    }

    private Region table(Leaf.Table shown) {
        table = new TableNode(follow);
        table.show(shown);
        return new Sideways(table);
    }

    private static Region rule() {
        Region rule = new Region();
        rule.getStyleClass().add("rule");
        rule.setMinHeight(1);
        rule.setPrefHeight(1);
        return rule;
    }

    private void marks() {
        marks.clear();
        for (Inset inset : piece.insets())
            marks.add(
                    switch (inset) {
                        case Inset.Quote quote -> bar(quote.begins());
                        case Inset.Item item -> marker(item.marker());
                        case Inset.Task task -> box(task.done());
                    });
    }

    private static Node bar(boolean begins) {
        Region bar = new Region();
        bar.getStyleClass().addAll("quote-bar", begins ? "quote-begins" : "quote-goes-on");
        return bar;
    }

    private Node marker(String marker) {
        Text text = new Text(marker);
        text.getStyleClass().addAll("t", "faint");
        return text;
    }

    private static Node box(boolean done) {
        return Icons.of(done ? Material2AL.CHECK_BOX : Material2AL.CHECK_BOX_OUTLINE_BLANK, 14);
    }

    private double top() {
        if (piece.tight()) return 0;
        return piece.leaf() instanceof Leaf.Heading h ? h.level() == 1 ? 20 : 16 : 8;
    }

    private double indent() {
        return piece.insets().size() * INDENT;
    }

    private double measure(double width) {
        double room = Math.max(160, width - indent());
        return content == words ? Math.min(room, MEASURE) : room;
    }

    @Override
    protected double computePrefHeight(double width) {
        return top() + content.prefHeight(measure(width)) + BELOW;
    }

    @Override
    protected void layoutChildren() {
        double top = top();
        double width = measure(getWidth());
        content.resizeRelocate(indent(), top, width, content.prefHeight(width));
        double x = 0;
        for (Node mark : marks) {
            if (mark instanceof Region bar && bar.getStyleClass().contains("quote-bar")) {
                double from = bar.getStyleClass().contains("quote-begins") ? top : 0;
                bar.resizeRelocate(x + 2, from, 2, getHeight() - from);
            } else if (mark instanceof Text text) {
                double end = x + INDENT - 6 - text.getLayoutBounds().getWidth();
                text.relocate(Math.max(x - 10, end), top);
            } else mark.relocate(x, top + 1);
            x += INDENT;
        }
    }
}
