package dev.slipway.desktop.sessions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// Rows of one height, of which only those in sight have nodes. When rows come, go and move, what is in sight stays
/// where it is; a list that is at its top stays there.
final class RowList extends Region {
    static final double ROW = 32;
    private static final double BAR = 8;

    private final Function<Row, Node> make;
    private final BiConsumer<Node, Row> fill;
    private final ScrollBar bar = new ScrollBar();
    private final Map<Object, Node> inSight = new LinkedHashMap<>();
    private List<Row> rows = List.of();
    private @Nullable Object marked;
    private double offset;

    /// @param make a node for rows of this kind
    /// @param fill makes the node show the row
    RowList(Function<Row, Node> make, BiConsumer<Node, Row> fill) {
        this.make = make;
        this.fill = fill;
        getStyleClass().add("row-list");
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setFocusTraversable(true);
        bar.setOrientation(Orientation.VERTICAL);
        bar.valueProperty().addListener((property, before, now) -> scrollTo(now.doubleValue()));
        bar.setFocusTraversable(false);
        bar.setManaged(false);
        getChildren().add(bar);
        widthProperty().subscribe(this::arrange);
        heightProperty().subscribe(this::arrange);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setOnScroll(event -> {
            scrollTo(offset - event.getDeltaY());
            event.consume();
        });
    }

    void show(List<Row> now) {
        Map<Object, Integer> before = places(first(), Math.min(rows.size(), last()));
        boolean markInSight = marked != null && before.containsKey(marked);
        rows = now;
        if (offset > 0) offset = clamped(offset + shift(before) * ROW);
        if (markInSight && marked != null) reveal(marked);
        arrange();
    }

    /// The row of this key is kept in sight when rows move, if it is in sight.
    void mark(@Nullable Object key) {
        marked = key;
        if (key != null) reveal(key);
        arrange();
    }

    /// How many whole rows are in sight.
    int page() {
        return Math.max(1, (int) (getHeight() / ROW));
    }

    /// Null where it is out of sight.
    @Nullable
    Node node(Object key) {
        return inSight.get(key);
    }

    /// Fills the nodes in sight again.
    void refresh() {
        arrange();
    }

    private void reveal(Object key) {
        int index = index(key);
        if (index < 0) return;
        // The head of a group comes into sight with its first row.
        int top = index > 0 && rows.get(index - 1) instanceof Row.Head ? index - 1 : index;
        if (top * ROW < offset) scrollTo(top * ROW);
        else if ((index + 1) * ROW > offset + getHeight()) scrollTo((index + 1) * ROW - getHeight());
    }

    private void scrollTo(double to) {
        double now = clamped(to);
        if (now == offset) return;
        offset = now;
        arrange();
    }

    private double clamped(double to) {
        return Math.max(0, Math.min(to, rows.size() * ROW - getHeight()));
    }

    private int first() {
        return (int) (offset / ROW);
    }

    private int last() {
        return (int) Math.ceil((offset + getHeight()) / ROW);
    }

    private int index(Object key) {
        for (int i = 0; i < rows.size(); i++) if (rows.get(i).key().equals(key)) return i;
        return -1;
    }

    private Map<Object, Integer> places(int from, int to) {
        Map<Object, Integer> places = new HashMap<>();
        for (int i = from; i < to; i++) places.put(rows.get(i).key(), i);
        return places;
    }

    /// By how many rows most of what was in sight has moved.
    private int shift(Map<Object, Integer> before) {
        Map<Integer, Integer> votes = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Integer was = before.get(rows.get(i).key());
            if (was != null) votes.merge(i - was, 1, Integer::sum);
        }
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /// Not a part of the layout: who adds nodes during it isn't heard when they want to be laid out.
    private void arrange() {
        offset = clamped(offset);
        int from = Math.min(first(), rows.size());
        int to = Math.min(last(), rows.size());
        List<Node> spare = release(from, to);
        for (int i = from; i < to; i++) {
            Row row = rows.get(i);
            Node node = inSight.computeIfAbsent(row.key(), key -> take(spare, row));
            fill.accept(node, row);
            node.resizeRelocate(0, i * ROW - offset, getWidth(), ROW);
        }
        getChildren().removeAll(spare);
        arrangeBar();
    }

    private List<Node> release(int from, int to) {
        Set<Object> wanted = new HashSet<>();
        for (int i = from; i < to; i++) wanted.add(rows.get(i).key());
        List<Node> spare = new ArrayList<>();
        inSight.entrySet().removeIf(entry -> {
            boolean out = !wanted.contains(entry.getKey());
            if (out) spare.add(entry.getValue());
            return out;
        });
        return spare;
    }

    private Node take(List<Node> spare, Row row) {
        boolean head = row instanceof Row.Head;
        for (Node node : spare) {
            if (node instanceof HeadLine != head) continue;
            spare.remove(node);
            return node;
        }
        Node made = make.apply(row);
        made.setManaged(false);
        getChildren().addFirst(made);
        return made;
    }

    private void arrangeBar() {
        double whole = rows.size() * ROW;
        double over = whole - getHeight();
        bar.setVisible(over > 0);
        if (over <= 0) return;
        bar.setMax(over);
        bar.setVisibleAmount(getHeight() / whole * over);
        bar.setBlockIncrement(getHeight());
        bar.setUnitIncrement(ROW);
        bar.setValue(offset);
        bar.resizeRelocate(getWidth() - BAR, 0, BAR, getHeight());
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case ITEM_COUNT -> rows.size();
            case ITEM_AT_INDEX ->
                parameters[0] instanceof Integer i && i < rows.size()
                        ? inSight.get(rows.get(i).key())
                        : null;
            case FOCUS_ITEM -> marked == null ? null : inSight.get(marked);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
