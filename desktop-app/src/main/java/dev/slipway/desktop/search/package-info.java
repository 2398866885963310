/// Looking for words in all sessions of a backend: the field, its filters, and what was found. Asks, and opens a
/// session
/// where something was found; knows no thread. Called by the window, on the FX thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.search;
