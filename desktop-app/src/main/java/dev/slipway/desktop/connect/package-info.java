/// Which backends there are: this machine's, found by itself, and those that a person added. Opens and closes the
/// connections; tokens go from the settings to them and nowhere else. Called by the window, on the FX thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.connect;
