/// What was seen of each backend lately, so that it can be read while the backend is away: the list, and the sessions
/// that were open. Files under `desktop/kept/` in the state folder, bounded, readable by their owner only; no token is
/// among them. What the backend says takes their place as soon as it says it. No screen may enter. Called on the FX
/// thread; files are read and written on a thread of its own.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.kept;
