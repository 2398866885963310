/// Words in all sessions: what can be found of an event, and the index that follows the sessions' logs on a thread of
/// its own. Who may see what is found is decided elsewhere. Called by `session`; reads logs through `store` only, never
/// an open session. Everything here can be made again from the logs.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.search;
