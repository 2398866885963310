/// Runs commands and touches files somewhere else. The interfaces here are what an engine gives; each engine is
/// a sub-package. No session, event or model may enter: a sandbox knows only folders, commands and limits.
/// Called by the agent's tools, by `image`, and by the session's keeper, from virtual threads; engines start
/// their processes from one permanent platform thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.sandbox;
