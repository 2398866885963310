package dev.slipway.desktop.changes;

import javafx.scene.layout.Region;

/// What shows one row, and later another of the same kind.
abstract class RowNode extends Region {
    /// @param row of the kind that it was made for
    abstract void show(Row row, CodeStrip.Measure measure);

    /// Scrolled sideways, or wider.
    void measure(CodeStrip.Measure measure) {}

    void select(boolean selected, Selection.Side side) {}
}
