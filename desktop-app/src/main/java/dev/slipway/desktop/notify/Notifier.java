package dev.slipway.desktop.notify;

/// Tells the person by the system's own means. Doesn't block.
@FunctionalInterface
public interface Notifier {
    /// @param chosen when the person clicks on it, on the FX thread; not called where the system can't tell
    void tell(Notice notice, Runnable chosen);
}
