package dev.slipway.desktop.flow;

import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// What is selected in a flow's texts, from one row to another, whether they have nodes or not. The mouse selects
/// characters, words (double click) and whole texts (triple click).
public final class Selection<R> {
    /// So far beyond the edge of the view a drag scrolls, in pixels for each frame.
    private static final double FASTEST = 40;

    /// A place in a row's text, as [Cells#text] has it.
    public record Place(Object key, int offset) {}

    private final AnchoredFlow<R> flow;
    private final Cells<R> cells;
    private final Consumer<String> copy;
    private final AnimationTimer scrolling = new Scrolling();
    private @Nullable Place begin;
    private @Nullable Place end;
    private boolean dragging;
    private double dragX;
    private double dragY;

    /// @param copy takes what is copied
    public Selection(AnchoredFlow<R> flow, Cells<R> cells, Consumer<String> copy) {
        this.flow = flow;
        this.cells = cells;
        this.copy = copy;
        flow.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        flow.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        flow.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> released());
        flow.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    public void select(Place from, Place to) {
        begin = from;
        end = to;
        show();
    }

    public void clear() {
        begin = null;
        end = null;
        show();
    }

    public void selectAll() {
        if (flow.size() == 0) return;
        int last = flow.size() - 1;
        select(
                new Place(flow.keyAt(0), 0),
                new Place(flow.keyAt(last), textOf(last).length()));
    }

    public boolean isEmpty() {
        return text().isEmpty();
    }

    /// What is selected, as plain text; rows are lines.
    public String text() {
        Range range = range();
        if (range == null) return "";
        StringBuilder text = new StringBuilder();
        for (int i = range.first; i <= range.last; i++) {
            String row = textOf(i);
            int from = i == range.first ? Math.min(range.from, row.length()) : 0;
            int to = i == range.last ? Math.min(range.to, row.length()) : row.length();
            if (!text.isEmpty() && !row.isEmpty()) text.append('\n');
            if (to > from) text.append(row, from, to);
        }
        return text.toString();
    }

    /// To be called when cells have come, gone or changed.
    public void show() {
        Range range = range();
        int index = flow.firstWithCell();
        for (Cell<R> cell : flow.cells()) {
            int at = 0;
            for (SelectableText text : cell.texts()) {
                int length = text.text().length();
                int from = range == null || index < range.first ? length : index == range.first ? range.from - at : 0;
                int to = range == null || index > range.last ? 0 : index == range.last ? range.to - at : length;
                text.select(Math.clamp(from, 0, length), Math.clamp(to, 0, length));
                at += length + 1;
            }
            index++;
        }
    }

    /// Both ends in the order of the rows.
    private record Range(int first, int from, int last, int to) {}

    private @Nullable Range range() {
        if (begin == null || end == null || begin.equals(end)) return null;
        int a = flow.indexOf(begin.key());
        int b = flow.indexOf(end.key());
        if (a < 0 || b < 0) return null;
        boolean forward = a < b || a == b && begin.offset() <= end.offset();
        return forward ? new Range(a, begin.offset(), b, end.offset()) : new Range(b, end.offset(), a, begin.offset());
    }

    private String textOf(int index) {
        return cells.text(flow.row(index));
    }

    private void pressed(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) return;
        flow.requestFocus();
        Place place = placeAt(event.getX(), event.getY());
        if (place == null) return;
        dragging = true;
        if (event.isShiftDown() && begin != null) select(begin, place);
        else if (event.getClickCount() == 2) around(place, Words::word);
        else if (event.getClickCount() > 2) around(place, Words::whole);
        else select(place, place);
    }

    private void around(Place place, Words.Stretch stretch) {
        int index = flow.indexOf(place.key());
        int[] bounds = stretch.around(textOf(index), place.offset());
        dragging = false;
        select(new Place(place.key(), bounds[0]), new Place(place.key(), bounds[1]));
    }

    private void dragged(MouseEvent event) {
        if (!dragging || begin == null) return;
        dragX = event.getX();
        dragY = event.getY();
        extend();
        if (dragY < 0 || dragY > flow.getHeight()) scrolling.start();
        else scrolling.stop();
    }

    private void extend() {
        Place place = placeAt(dragX, dragY);
        if (place != null && begin != null) select(begin, place);
    }

    private void released() {
        dragging = false;
        scrolling.stop();
    }

    private void key(KeyEvent event) {
        if (!event.isShortcutDown()) return;
        if (event.getCode() == KeyCode.A) selectAll();
        else if (event.getCode() == KeyCode.C && !isEmpty()) copy.accept(text());
        else return;
        event.consume();
    }

    /// The nearest place in a text, or null where no text has a node.
    private @Nullable Place placeAt(double x, double y) {
        Place nearest = null;
        double distance = Double.MAX_VALUE;
        int index = flow.firstWithCell();
        for (Cell<R> cell : flow.cells()) {
            int at = 0;
            for (SelectableText text : cell.texts()) {
                var box = flow.sceneToLocal(text.localToScene(text.getBoundsInLocal()));
                double far = Math.max(0, Math.max(box.getMinY() - y, y - box.getMaxY())) * 1000
                        + Math.max(0, Math.max(box.getMinX() - x, x - box.getMaxX()));
                if (far < distance) {
                    distance = far;
                    var inside = text.sceneToLocal(flow.localToScene(x, y));
                    nearest = new Place(flow.keyAt(index), at + text.offsetAt(inside.getX(), inside.getY()));
                }
                at += text.text().length() + 1;
            }
            index++;
        }
        return nearest;
    }

    private final class Scrolling extends AnimationTimer {
        @Override
        public void handle(long now) {
            double beyond = dragY < 0 ? dragY : Math.max(0, dragY - flow.getHeight());
            flow.scrollBy(Math.clamp(beyond, -FASTEST, FASTEST));
            extend();
        }
    }
}
