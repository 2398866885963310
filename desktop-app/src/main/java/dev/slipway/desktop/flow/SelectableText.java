package dev.slipway.desktop.flow;

import dev.slipway.desktop.flow.Marks.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/// A text of several styles that can be selected, alone or together with the texts around it. When it changes, its
/// nodes are used again: a text that grows at its end changes one node.
public final class SelectableText extends TextFlow {
    private static final String GROUNDED = "grounded";
    private static final int LONGEST_TOOLTIP = 400;

    /// Some words of one look.
    ///
    /// @param style the style classes of its node, with spaces between; `grounded` puts it on a ground of its own
    /// @param link where a click leads, shown as it is on hover; null for nowhere
    public record Part(String text, String style, @Nullable String link) {}

    private final Path selection = path("selection");
    private final Path grounds = path("grounds");
    private final Path marks = path("marks");
    private final Path strongMarks = path("marks-strong");
    private final List<Text> nodes = new ArrayList<>();
    private List<Part> parts = List.of();
    private Consumer<String> follow = link -> {};
    private String text = "";
    private String separator = "\n";
    private int from;
    private int to;
    private List<Stretch> marked = List.of();
    private List<Stretch> markedStrong = List.of();

    public SelectableText() {
        setFocusTraversable(false);
    }

    /// @param open told the link that was clicked
    public void onLink(Consumer<String> open) {
        follow = open;
    }

    public void show(List<Part> wanted) {
        List<Part> now = RightToLeft.cut(wanted);
        if (parts.equals(now)) return;
        StringBuilder whole = new StringBuilder();
        List<Text> fresh = new ArrayList<>();
        boolean grounded = false;
        for (int i = 0; i < now.size(); i++) {
            Part part = now.get(i);
            whole.append(part.text());
            grounded |= part.style().contains(GROUNDED);
            if (i < nodes.size() && i < parts.size()) reuse(i, part);
            else fresh.add(node(part));
        }
        if (nodes.size() > now.size()) {
            List<Text> over = nodes.subList(now.size(), nodes.size());
            getChildren().removeAll(over);
            over.clear();
        }
        getChildren().addAll(fresh);
        nodes.addAll(fresh);
        parts = List.copyOf(now);
        text = whole.toString();
        show(grounds, grounded);
        requestLayout();
    }

    public String text() {
        return text;
    }

    /// What stands between it and the next text when both are copied; one character.
    public String separator() {
        return separator;
    }

    public void separator(String between) {
        separator = between;
    }

    /// Shows a part of it as selected; none where the end is not after the beginning.
    public void select(int begin, int end) {
        if (begin == from && end == to) return;
        from = begin;
        to = end;
        show(selection, to > from);
        if (to > from && !isNeedsLayout()) drawSelection();
    }

    /// Shows stretches of it as found, and some of them more than the others.
    void mark(List<Stretch> faint, List<Stretch> strong) {
        if (faint.equals(marked) && strong.equals(markedStrong)) return;
        marked = List.copyOf(faint);
        markedStrong = List.copyOf(strong);
        show(marks, !marked.isEmpty());
        show(strongMarks, !markedStrong.isEmpty());
        if (!isNeedsLayout()) drawMarks();
    }

    /// Between which characters a place is, in this node's coordinates; places outside count as the nearest inside.
    public int offsetAt(double x, double y) {
        if (text.isEmpty()) return 0;
        double top = getInsets().getTop() + 1;
        double inside = Math.clamp(y, top, Math.max(top, getHeight() - 1));
        return Math.clamp(getHitInfo(new Point2D(Math.max(0, x), inside)).getInsertionIndex(), 0, text.length());
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (getChildren().contains(grounds)) drawGrounds();
        if (to > from) drawSelection();
        drawMarks();
    }

    private void reuse(int index, Part part) {
        Part before = parts.get(index);
        if (before.equals(part)) return;
        if (before.link() != null || part.link() != null) {
            Text node = node(part);
            getChildren().set(getChildren().indexOf(nodes.get(index)), node);
            nodes.set(index, node);
            return;
        }
        if (!before.style().equals(part.style()))
            nodes.get(index).getStyleClass().setAll(part.style().split(" "));
        nodes.get(index).setText(part.text());
    }

    private Text node(Part part) {
        Text node = new Text(part.text());
        node.getStyleClass().addAll(part.style().split(" "));
        String link = part.link();
        if (link != null) {
            node.setCursor(Cursor.HAND);
            boolean cut = link.length() > LONGEST_TOOLTIP;
            Tooltip.install(node, new Tooltip(cut ? link.substring(0, LONGEST_TOOLTIP) + "…" : link));
            node.setOnMouseClicked(event -> {
                if (event.isStillSincePress()) follow.accept(link);
            });
        }
        return node;
    }

    /// What is drawn behind the words keeps its order.
    private void show(Path path, boolean wanted) {
        boolean there = getChildren().contains(path);
        if (!wanted && there) getChildren().remove(path);
        if (!wanted || there) return;
        int index = 0;
        for (Path behind : List.of(grounds, selection, marks, strongMarks)) {
            if (behind == path) break;
            if (getChildren().contains(behind)) index++;
        }
        getChildren().add(index, path);
    }

    private void drawGrounds() {
        List<PathElement> shapes = new ArrayList<>();
        int at = 0;
        for (Part part : parts) {
            int end = at + part.text().length();
            if (part.style().contains(GROUNDED)) shapes.addAll(List.of(getRangeShape(at, end, false)));
            at = end;
        }
        grounds.getElements().setAll(shapes);
    }

    private void drawSelection() {
        selection.getElements().setAll(getRangeShape(from, Math.min(to, text.length()), true));
    }

    private void drawMarks() {
        draw(marks, marked);
        draw(strongMarks, markedStrong);
    }

    private void draw(Path path, List<Stretch> stretches) {
        List<PathElement> shapes = new ArrayList<>();
        for (Stretch each : stretches)
            if (each.to() <= text.length()) shapes.addAll(List.of(getRangeShape(each.from(), each.to(), false)));
        path.getElements().setAll(shapes);
    }

    private static Path path(String style) {
        Path path = new Path();
        path.getStyleClass().add(style);
        path.setManaged(false);
        path.setMouseTransparent(true);
        return path;
    }
}
