/// The session that is open, as all its panes see it: its live view, the texts that are still growing, and the
/// commands that are given to it. One [OpenSession] for each; the thread, the prompt box, the changes and the details
/// read from it. No screen may enter. FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.session;
