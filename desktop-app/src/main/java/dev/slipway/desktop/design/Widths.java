package dev.slipway.desktop.design;

/// Widths that several screens share, in pixels.
public final class Widths {
    /// What is read and written: the thread, and the box under it.
    public static final double COLUMN = 640;

    private Widths() {}
}
