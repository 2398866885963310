/// What all sessions of a backend cost, by person, repository or session. Counts nothing itself. Called by the window,
/// on
/// the FX thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.costs;
