package dev.slipway.desktop.flow;

import dev.slipway.desktop.design.Theme;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// A scrolling column of rows of different heights, of which only those in view, and a few around them, have nodes.
///
/// It scrolls by an anchor, a row and its distance from the top of the view. What changes above or below the anchor
/// moves nothing that is seen, and heights of rows that were never in view may be guessed. While the end is in view it
/// stays in view, whatever grows.
///
/// A row is measured when it comes into view, when it is replaced by another of the same key, when its node asks for
/// layout, and when the width changes; never because another row changed.
public final class AnchoredFlow<R> extends Region {
    private static final double PAD = Column.PAD;
    private static final double BAR = 12;

    private final double widest;
    private final Pane sheet = new Sheet();
    private final FlowBar bar = new FlowBar(this::scrolledByBar);
    private final Slots<R> slots;
    private final Column<R> column;
    private final Rectangle clip = new Rectangle();
    private final ReadOnlyBooleanWrapper atEnd = new ReadOnlyBooleanWrapper(true);
    private final Runnable afterPulse = this::tellSeen;
    private Runnable onSeen = () -> {};
    private boolean following = true;
    private boolean follows = true;
    private boolean moved;

    /// @param widest how wide rows become at most; a wider view has room at both sides of them
    public AnchoredFlow(Cells<R> cells, double widest) {
        this.widest = widest;
        Pile<R> pile = new Pile<>(cells, sheet);
        slots = new Slots<>(cells, pile::put);
        column = new Column<>(slots, pile);
        getStyleClass().add("flow");
        Theme.style(this, AnchoredFlow.class, "flow.css");
        sheet.setClip(clip);
        getChildren().addAll(sheet, bar);
        setFocusTraversable(true);
        FlowKeys.install(this);
        sceneProperty().addListener((property, before, now) -> sceneChanged(before, now));
    }

    /// Takes the place of the rows before. Nothing that is seen moves, save what follows the end.
    public void show(List<R> rows) {
        slots.replace(rows, columnWidth());
        requestLayout();
    }

    /// Whether what comes after the end is followed at all: not where the end is only that of what is loaded.
    public void follows(boolean on) {
        follows = on;
        following &= on;
    }

    /// Whether the end is in view, and followed.
    public ReadOnlyBooleanProperty atEnd() {
        return atEnd.getReadOnlyProperty();
    }

    /// Called after each pulse in which what is in view may have changed.
    public void onSeen(Runnable run) {
        onSeen = run;
    }

    public void scrollBy(double pixels) {
        following = false;
        slots.anchor(slots.anchor(), slots.anchorY() - pixels);
        requestLayout();
    }

    public void scrollToEnd() {
        following = true;
        requestLayout();
    }

    public void scrollToBeginning() {
        following = false;
        slots.anchor(0, PAD);
        requestLayout();
    }

    /// Puts the row's top at a distance from the top of the view, as far as there is something to scroll.
    ///
    /// @return false where there is no such row
    public boolean scrollTo(Object key, double fromTop) {
        int index = slots.indexOf(key);
        if (index < 0) return false;
        following = false;
        slots.anchor(index, fromTop);
        requestLayout();
        return true;
    }

    /// The row stays where it is, whatever the next change does to it and around it; the end is not followed by it.
    public void hold(Object key) {
        following = false;
        int index = slots.indexOf(key);
        if (index >= 0 && slots.get(index).cell != null) slots.anchor(index, slots.get(index).y);
    }

    /// From the first to the last that is at least partly in view; empty before the first layout.
    public List<R> seen() {
        return column.slots().stream()
                .filter(slot -> slot.y < getHeight() && slot.y + slot.height > 0)
                .map(slot -> slot.row)
                .toList();
    }

    /// How much is above the view, in pixels, partly guessed.
    public double above() {
        return column.above();
    }

    /// How much is below the view, in pixels, partly guessed.
    public double below() {
        return column.slots().isEmpty() ? 0 : slots.heightBefore(slots.size()) - above() - getHeight();
    }

    /// Where a row's top is, in this node's coordinates, or NaN where it has no node.
    public double topOf(Object key) {
        int index = slots.indexOf(key);
        return index < 0 || slots.get(index).cell == null ? Double.NaN : slots.get(index).y;
    }

    int size() {
        return slots.size();
    }

    R row(int index) {
        return slots.get(index).row;
    }

    int indexOf(Object key) {
        return slots.indexOf(key);
    }

    Object keyAt(int index) {
        return slots.get(index).key;
    }

    /// The cells that are near the view, in the order of their rows.
    public List<Cell<R>> cells() {
        return column.slots().stream()
                .map(slot -> slot.cell)
                .filter(Objects::nonNull)
                .toList();
    }

    int firstWithCell() {
        return column.first();
    }

    @Override
    protected double computePrefWidth(double height) {
        return widest;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 400;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        sheet.resizeRelocate(0, 0, width, height);
        clip.setWidth(width);
        clip.setHeight(height);
        bar.resizeRelocate(width - BAR, 0, BAR, height);
        double left = snapPositionX(Math.max(PAD, (width - columnWidth()) / 2));
        column.place(left, columnWidth(), height, following);
        boolean end = column.showsEnd(height);
        following = end && follows;
        atEnd.set(end);
        showBar(height);
        moved = true;
    }

    private double columnWidth() {
        return Math.max(80, Math.min(widest, snapSizeX(getWidth() - 2 * PAD)));
    }

    private void showBar(double height) {
        double hidden = slots.heightBefore(slots.size()) + 2 * PAD - height;
        bar.show(hidden, atEnd.get() ? hidden : above() + PAD, height);
    }

    private void scrolledByBar(double part) {
        if (part >= 1) {
            scrollToEnd();
            return;
        }
        following = false;
        double hidden = slots.heightBefore(slots.size()) + 2 * PAD - getHeight();
        slots.anchorAt(part * hidden - PAD);
        requestLayout();
    }

    private void sceneChanged(@Nullable Scene before, @Nullable Scene now) {
        if (before != null) before.removePostLayoutPulseListener(afterPulse);
        if (now != null) now.addPostLayoutPulseListener(afterPulse);
    }

    private void tellSeen() {
        if (!moved) return;
        moved = false;
        onSeen.run();
    }

    /// Its children are placed by the flow alone.
    private static final class Sheet extends Pane {
        @Override
        protected void layoutChildren() {}
    }
}
