package dev.slipway.desktop.shell;

/// What the app does outside its window.
public interface Outside {
    /// In the person's browser.
    void browse(String url);

    /// Onto the clipboard.
    void copy(String text);
}
