package dev.slipway.desktop.flow;

import org.jspecify.annotations.Nullable;

/// A row's place in the column.
final class Slot<R> {
    final Object key;
    R row;
    double height;
    /// Whether the height is the true one at the present width.
    boolean measured;
    /// From the top of the view; meaningful while there is a cell.
    double y;

    @Nullable
    Cell<R> cell;

    Slot(Object key, R row, double height) {
        this.key = key;
        this.row = row;
        this.height = height;
    }
}
