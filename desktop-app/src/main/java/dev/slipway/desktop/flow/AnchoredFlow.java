package dev.slipway.desktop.flow;

import dev.slipway.desktop.design.Theme;
import java.util.ArrayList;
import java.util.List;
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
    /// Beyond the view, so that small steps find their rows ready.
    private static final double MARGIN = 160;
    private static final double PAD = 16;
    private static final double BAR = 12;

    private final double widest;
    private final Pane sheet = new Sheet();
    private final FlowBar bar = new FlowBar(this::scrolledByBar);
    private final Pile<R> pile;
    private final Slots<R> slots;
    private final Rectangle clip = new Rectangle();
    private final ReadOnlyBooleanWrapper atEnd = new ReadOnlyBooleanWrapper(true);
    private final Runnable afterPulse = this::tellSeen;
    private Runnable onSeen = () -> {};
    private int first;
    private int last = -1;
    private double measuredWidth = -1;
    private boolean following = true;
    private boolean follows = true;
    private boolean moved;

    /// @param widest how wide rows become at most; a wider view has room at both sides of them
    public AnchoredFlow(Cells<R> cells, double widest) {
        this.widest = widest;
        pile = new Pile<>(cells, sheet);
        slots = new Slots<>(cells, pile::put);
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
        List<R> rows = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            Slot<R> slot = slots.get(i);
            if (slot.y < getHeight() && slot.y + slot.height > 0) rows.add(slot.row);
        }
        return rows;
    }

    /// How much is above the view, in pixels, partly guessed.
    public double above() {
        return last < 0 ? 0 : slots.heightBefore(first) - slots.get(first).y;
    }

    /// How much is below the view, in pixels, partly guessed.
    public double below() {
        return last < 0 ? 0 : slots.heightBefore(slots.size()) - above() - getHeight();
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
        List<Cell<R>> there = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            Cell<R> cell = slots.get(i).cell;
            if (cell != null) there.add(cell);
        }
        return there;
    }

    int firstWithCell() {
        return first;
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
        if (columnWidth() != measuredWidth) slots.forgetHeights();
        measuredWidth = columnWidth();
        place(height);
        boolean end = last == slots.size() - 1 && (last < 0 || bottom(last) + PAD <= height + 1);
        following = end && follows;
        atEnd.set(end);
        showBar(height);
        moved = true;
    }

    private void place(double height) {
        if (slots.size() == 0) {
            first = 0;
            last = -1;
            return;
        }
        if (following) slots.anchor(slots.size() - 1, height - PAD - measure(slots.size() - 1));
        else slots.bringNear(height, MARGIN);
        first = last = Math.clamp(slots.anchor(), 0, slots.size() - 1);
        double top = slots.anchorY();
        double bottom = top + measure(first);
        while (bottom < height + MARGIN && last < slots.size() - 1) bottom += measure(++last);
        while (top > -MARGIN && first > 0) top -= measure(--first);
        if (last == slots.size() - 1 && bottom + PAD < height) {
            top += height - PAD - bottom;
            while (top > -MARGIN && first > 0) top -= measure(--first);
        }
        if (first == 0 && top > PAD) {
            bottom += PAD - top;
            top = PAD;
            bottom = sumFrom(top);
            while (bottom < height + MARGIN && last < slots.size() - 1) bottom += measure(++last);
        }
        arrange(top, height);
        clearOutside();
    }

    private double sumFrom(double top) {
        double sum = top;
        for (int i = first; i <= last; i++) sum += slots.get(i).height;
        return sum;
    }

    /// Gives the rows their places, and lets go those that turned out to be too far away.
    private void arrange(double top, double height) {
        double left = snapPositionX(Math.max(PAD, (getWidth() - columnWidth()) / 2));
        double y = top;
        int from = -1;
        int to = first;
        for (int i = first; i <= last; i++) {
            Slot<R> slot = slots.get(i);
            slot.y = y;
            y += slot.height;
            if (y < -MARGIN && i < last || slot.y > height + MARGIN && from >= 0) {
                pile.put(slot);
                continue;
            }
            if (from < 0) from = i;
            to = i;
            pile.cellOf(slot).node().resizeRelocate(left, snapPositionY(slot.y), columnWidth(), slot.height);
        }
        first = Math.max(from, 0);
        last = to;
        chooseAnchor(height);
    }

    /// The first row whose top is in view; where one row fills the view, that one.
    private void chooseAnchor(double height) {
        int chosen = first;
        for (int i = first; i <= last && slots.get(i).y < height; i++) {
            chosen = i;
            if (slots.get(i).y >= 0) break;
        }
        slots.anchor(chosen, slots.get(chosen).y);
    }

    private void clearOutside() {
        for (int i = 0; i < slots.size(); i++) {
            if (i >= first && i <= last) i = last;
            else if (slots.get(i).cell != null) pile.put(slots.get(i));
        }
    }

    private double measure(int index) {
        Slot<R> slot = slots.get(index);
        Cell<R> cell = pile.cellOf(slot);
        if (slot.measured && !cell.node().isNeedsLayout()) return slot.height;
        slot.height = snapSizeY(cell.node().prefHeight(columnWidth()));
        slot.measured = true;
        return slot.height;
    }

    private double bottom(int index) {
        return slots.get(index).y + slots.get(index).height;
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
