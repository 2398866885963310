package dev.slipway.desktop.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The rows of a flow in order, and which of them is the anchor: the row that stays where it is while others change.
final class Slots<R> {
    private final Cells<R> cells;
    private final Consumer<Slot<R>> dropped;
    private List<Slot<R>> all = new ArrayList<>();
    private int anchor;
    private double anchorY;

    Slots(Cells<R> cells, Consumer<Slot<R>> dropped) {
        this.cells = cells;
        this.dropped = dropped;
    }

    int size() {
        return all.size();
    }

    Slot<R> get(int index) {
        return all.get(index);
    }

    boolean anchors(int index) {
        return cells.anchors(all.get(index).row);
    }

    int anchor() {
        return anchor;
    }

    double anchorY() {
        return anchorY;
    }

    void anchor(int index, double y) {
        anchor = index;
        anchorY = y;
    }

    int indexOf(Object key) {
        for (int i = 0; i < all.size(); i++) if (all.get(i).key.equals(key)) return i;
        return -1;
    }

    /// Takes the place of the rows before. Rows at both ends that are the same objects cost next to nothing; between
    /// them rows are known again by their keys.
    void replace(List<R> rows, double width) {
        int most = Math.min(all.size(), rows.size());
        int head = 0;
        while (head < most && all.get(head).row == rows.get(head)) head++;
        int tail = 0;
        while (tail < most - head && all.get(all.size() - 1 - tail).row == rows.get(rows.size() - 1 - tail)) tail++;
        if (head == all.size() && head == rows.size()) return;
        List<Slot<R>> old = all.subList(head, all.size() - tail);
        Map<Object, Slot<R>> known = new HashMap<>();
        for (Slot<R> slot : old) known.put(slot.key, slot);
        List<Slot<R>> between = new ArrayList<>(rows.size() - head - tail);
        Map<Object, Integer> now = new HashMap<>();
        for (R row : rows.subList(head, rows.size() - tail)) {
            Object key = cells.key(row);
            if (now.putIfAbsent(key, head + between.size()) != null)
                throw new IllegalArgumentException("two rows are known by " + key);
            Slot<R> slot = known.remove(key);
            between.add(slot == null ? new Slot<>(key, row, cells.estimate(row, width)) : changed(slot, row));
        }
        moveAnchor(head, tail, rows.size(), now);
        List<Slot<R>> next = new ArrayList<>(rows.size());
        next.addAll(all.subList(0, head));
        next.addAll(between);
        next.addAll(all.subList(all.size() - tail, all.size()));
        all = next;
        known.values().forEach(dropped);
    }

    /// Heights are of another width.
    void forgetHeights() {
        for (Slot<R> slot : all) slot.measured = false;
    }

    double heightBefore(int index) {
        double sum = 0;
        for (int i = 0; i < index; i++) sum += all.get(i).height;
        return sum;
    }

    /// Sets the anchor at a distance from the top of the column.
    void anchorAt(double distance) {
        double rest = distance;
        int index = 0;
        while (index < all.size() - 1 && rest > all.get(index).height) rest -= all.get(index++).height;
        anchor(index, -rest);
    }

    /// Takes an anchor that is far above or below the view into it, past rows that nobody sees and that need not be
    /// measured for it.
    void bringNear(double height, double margin) {
        while (anchor < all.size() - 1 && anchorY + all.get(anchor).height < -margin)
            anchorY += all.get(anchor++).height;
        while (anchor > 0 && anchorY > height + margin) anchorY -= all.get(--anchor).height;
    }

    private Slot<R> changed(Slot<R> slot, R row) {
        if (slot.row == row) return slot;
        if (!slot.row.equals(row)) {
            slot.measured = false;
            if (slot.cell != null && cells.fits(slot.row, row)) slot.cell.show(row);
            else dropped.accept(slot);
        }
        slot.row = row;
        return slot;
    }

    /// Where the anchor itself is gone, the next row that was seen and is still there takes its part.
    private void moveAnchor(int head, int tail, int size, Map<Object, Integer> now) {
        int firstOfTail = all.size() - tail;
        if (anchor < head || all.isEmpty()) return;
        for (int i = anchor; i < all.size(); i++) {
            int there = i >= firstOfTail ? size - (all.size() - i) : now.getOrDefault(all.get(i).key, -1);
            if (there < 0) continue;
            boolean seen = i == anchor || all.get(i).cell != null;
            anchor(there, i == anchor ? anchorY : seen ? all.get(i).y : anchorY);
            return;
        }
        for (int i = anchor - 1; i >= 0; i--) {
            int there = i < head ? i : now.getOrDefault(all.get(i).key, -1);
            if (there < 0) continue;
            anchor(there, all.get(i).cell != null ? all.get(i).y : anchorY);
            return;
        }
        anchor(Math.max(0, Math.min(anchor, size - 1)), 0);
    }
}
