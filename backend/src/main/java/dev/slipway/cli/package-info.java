/// The terminal client: commands, and a thread rendered as text. A thin view over the log; it knows the
/// protocol and the client room, and nothing of the backend. Called by the launcher. Rendering happens on the
/// connection's thread, the command waits on the main thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.cli;
