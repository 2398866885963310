/// A turn as a loop: transcript, model, tools, again, until the model has nothing more to do. The log, the
/// session room and vendors' types may not enter: what happens goes to a [Recorder], what happened comes in as
/// events. Called by the session room, one call of [AgentLoop#run] for each turn. A turn runs on its caller's
/// virtual thread; stop is an interrupt of that thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.agent;
