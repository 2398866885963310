/// `Main` and the wiring: `new`, start, stop. Nothing that decides about sessions may enter. Called by the
/// launcher, on the main thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend;
