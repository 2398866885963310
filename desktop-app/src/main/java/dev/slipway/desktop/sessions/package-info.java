/// The list of a backend's sessions: what needs a person, what works, what is done. Decides nothing about a session;
/// what a person did here is shown at once, and taken back where the backend says no. Called by the window, on the FX
/// thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.sessions;
