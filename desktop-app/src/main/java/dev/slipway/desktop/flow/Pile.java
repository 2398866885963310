package dev.slipway.desktop.flow;

import java.util.ArrayDeque;
import java.util.Iterator;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/// The cells of a flow. Those that went out of view are kept a while, unseen, for other rows: a node that stays in the
/// scene need not be styled again.
final class Pile<R> {
    private static final int MOST = 40;

    private record Kept<R>(R shown, Cell<R> cell) {}

    private final Cells<R> cells;
    private final Pane sheet;
    private final ArrayDeque<Kept<R>> kept = new ArrayDeque<>();

    Pile(Cells<R> cells, Pane sheet) {
        this.cells = cells;
        this.sheet = sheet;
    }

    /// The slot's cell, found or made; it is in the scene and styled.
    Cell<R> cellOf(Slot<R> slot) {
        if (slot.cell != null) return slot.cell;
        Cell<R> cell = take(slot.row);
        if (cell == null) {
            cell = cells.cell(slot.row);
            cell.node().setManaged(false);
            sheet.getChildren().add(cell.node());
        } else {
            cell.show(slot.row);
            cell.node().setVisible(true);
        }
        cell.node().applyCss();
        slot.cell = cell;
        return cell;
    }

    void put(Slot<R> slot) {
        Cell<R> cell = slot.cell;
        if (cell == null) return;
        slot.cell = null;
        cell.gone();
        cell.texts().forEach(text -> text.select(0, 0));
        cell.node().setVisible(false);
        kept.addLast(new Kept<>(slot.row, cell));
        if (kept.size() > MOST)
            sheet.getChildren().remove(kept.removeFirst().cell().node());
    }

    private @Nullable Cell<R> take(R row) {
        for (Iterator<Kept<R>> each = kept.descendingIterator(); each.hasNext(); ) {
            Kept<R> one = each.next();
            if (!cells.fits(one.shown(), row)) continue;
            each.remove();
            return one.cell();
        }
        return null;
    }
}
