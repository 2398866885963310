package dev.slipway.desktop.flow;

/// How the rows of a flow are seen.
///
/// @param <R> a row; immutable, so that one that is the same object is seen the same
public interface Cells<R> {
    /// What a row is known by over all its changes; no two rows of a flow share one.
    Object key(R row);

    /// About how many pixels it is high; used until it was in view once.
    double estimate(R row, double width);

    /// A new cell, which shows the row already.
    Cell<R> cell(R row);

    /// Whether a cell that shows the one may be given the other.
    boolean fits(R shown, R next);

    /// Whether the others may keep their distance from it: not from a row that stands at an edge, whatever comes there.
    default boolean anchors(R row) {
        return true;
    }

    /// What is copied of it: the texts of its cell, each followed by its separator save the last.
    String text(R row);
}
