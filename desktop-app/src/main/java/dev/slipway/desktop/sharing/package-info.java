/// Who may do what in a session: its people, everyone's role, and the links by which others join. Decides nothing: the
/// backend does, and what it refuses is said. Called by the window, on the FX thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.sharing;
