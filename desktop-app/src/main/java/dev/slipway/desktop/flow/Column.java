package dev.slipway.desktop.flow;

import java.util.ArrayList;
import java.util.List;

/// The rows of a flow that are in or near its view: it measures them, puts them in their places around the anchor, and
/// chooses the next anchor.
final class Column<R> {
    /// Above the first row and below the last.
    static final double PAD = 16;

    /// Beyond the view, so that small steps find their rows ready.
    private static final double MARGIN = 160;

    private final Slots<R> slots;
    private final Pile<R> pile;
    private int first;
    private int last = -1;
    private double width = -1;

    Column(Slots<R> slots, Pile<R> pile) {
        this.slots = slots;
        this.pile = pile;
    }

    /// The index of the first that has a cell.
    int first() {
        return first;
    }

    /// Those that have cells, as of the last placing.
    List<Slot<R>> slots() {
        List<Slot<R>> there = new ArrayList<>();
        for (int i = first; i <= last && i < slots.size(); i++) there.add(slots.get(i));
        return there;
    }

    /// How many pixels are above the view.
    double above() {
        return last < 0 || first >= slots.size() ? 0 : slots.heightBefore(first) - slots.get(first).y;
    }

    boolean showsEnd(double height) {
        return last == slots.size() - 1 && (last < 0 || bottom(last) + PAD <= height + 1);
    }

    /// Puts the rows in and around the view where they belong; rows that come near get cells, others lose them.
    ///
    /// @param follow whether the end is to be at the end of the view
    void place(double left, double columnWidth, double height, boolean follow) {
        if (columnWidth != width) slots.forgetHeights();
        width = columnWidth;
        if (slots.size() == 0) {
            first = 0;
            last = -1;
            return;
        }
        if (follow) slots.anchor(slots.size() - 1, height - PAD - measure(slots.size() - 1));
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
        arrange(left, top, height);
        clearOutside();
    }

    private double sumFrom(double top) {
        double sum = top;
        for (int i = first; i <= last; i++) sum += slots.get(i).height;
        return sum;
    }

    /// Gives the rows their places, and lets go those that turned out to be too far away.
    private void arrange(double left, double top, double height) {
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
            pile.cellOf(slot).node().resizeRelocate(left, Math.round(slot.y), width, slot.height);
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
            if (slots.get(i).y >= 0 && slots.anchors(i)) break;
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
        slot.height = Math.ceil(cell.node().prefHeight(width));
        slot.measured = true;
        return slot.height;
    }

    private double bottom(int index) {
        return slots.get(index).y + slots.get(index).height;
    }
}
