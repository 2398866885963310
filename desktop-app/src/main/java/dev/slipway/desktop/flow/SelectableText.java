package dev.slipway.desktop.flow;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// A text of several styles that can be selected, alone or together with the texts around it. Its parts are set whole;
/// parts that are the same as before keep their nodes.
public class SelectableText extends TextFlow {
    private final Path selection = new Path();
    private final Path grounds = new Path();
    private final List<int[]> grounded = new ArrayList<>();
    private String text = "";
    private String separator = "\n";
    private int from;
    private int to;

    public SelectableText() {
        selection.getStyleClass().add("selection");
        grounds.getStyleClass().add("word-ground");
        for (Path path : List.of(grounds, selection)) {
            path.setManaged(false);
            path.setStroke(null);
            path.setMouseTransparent(true);
        }
    }

    /// @param parts in order; nothing else may be a child
    public final void set(List<Text> parts) {
        List<Node> children = new ArrayList<>(parts.size() + 2);
        if (!grounded.isEmpty()) children.add(grounds);
        if (to > from) children.add(selection);
        children.addAll(parts);
        getChildren().setAll(children);
        changed();
    }

    /// To be called where a part's text was changed in its place.
    public final void changed() {
        StringBuilder whole = new StringBuilder();
        for (Node node : getChildren()) if (node instanceof Text part) whole.append(part.getText());
        text = whole.toString();
        requestLayout();
    }

    /// Stretches that stand on a ground of their own, each as begin and end.
    public final void ground(List<int[]> stretches) {
        grounded.clear();
        grounded.addAll(stretches);
        boolean there = getChildren().contains(grounds);
        if (grounded.isEmpty() && there) getChildren().remove(grounds);
        if (!grounded.isEmpty() && !there) getChildren().addFirst(grounds);
    }

    public final String text() {
        return text;
    }

    /// What stands between it and the next text when both are copied; one character.
    public final String separator() {
        return separator;
    }

    public final void separator(String between) {
        separator = between;
    }

    /// Shows a part of it as selected; none where the end is not after the beginning.
    public final void select(int begin, int end) {
        if (begin == from && end == to) return;
        from = begin;
        to = end;
        boolean there = getChildren().contains(selection);
        if (to <= from && there) getChildren().remove(selection);
        if (to > from && !there) getChildren().add(grounded.isEmpty() ? 0 : 1, selection);
        if (to > from) drawSelection();
    }

    /// Between which characters a place is, in this node's coordinates; places outside count as the nearest inside.
    public final int offsetAt(double x, double y) {
        if (text.isEmpty()) return 0;
        double inside =
                Math.clamp(y, getInsets().getTop() + 1, Math.max(getInsets().getTop() + 1, getHeight() - 1));
        return Math.clamp(getHitInfo(new Point2D(Math.max(0, x), inside)).getInsertionIndex(), 0, text.length());
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (!grounded.isEmpty()) drawGrounds();
        if (to > from) drawSelection();
    }

    private void drawGrounds() {
        List<PathElement> shapes = new ArrayList<>();
        for (int[] stretch : grounded) shapes.addAll(List.of(getRangeShape(stretch[0], stretch[1], false)));
        grounds.getElements().setAll(shapes);
    }

    private void drawSelection() {
        selection.getElements().setAll(getRangeShape(from, Math.min(to, text.length()), true));
    }
}
