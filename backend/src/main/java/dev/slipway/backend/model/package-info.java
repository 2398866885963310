/// One vendor's API behind [LanguageModel], and the rehearsal model. Nothing of a session, an event or a tool's
/// meaning enters; no vendor type leaves. Called by the agent's loop on a turn's virtual thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.model;
