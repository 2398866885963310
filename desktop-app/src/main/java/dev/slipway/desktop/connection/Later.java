package dev.slipway.desktop.connection;

import java.time.Duration;

/// Does something on the FX thread after a while.
@FunctionalInterface
public interface Later {
    /// @return prevents it, if it hasn't been done yet
    Pin after(Duration delay, Runnable what);
}
