/// The WebSocket edge: frames in, one verb of `session` called; events out to subscribers. Nothing is decided
/// here but who may speak and how much. Called by Helidon, one virtual thread for each connection; one more
/// writes, and one for each subscription that catches up.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.ws;
