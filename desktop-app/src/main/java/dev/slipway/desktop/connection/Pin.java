package dev.slipway.desktop.connection;

/// Something that goes on until it is let go. Letting go twice does nothing.
@FunctionalInterface
public interface Pin {
    void release();
}
