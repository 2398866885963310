/// Order and delivery: what is appended to a log reaches every subscriber once and in order, and text that
/// streams reaches those who look. No event's meaning may enter. Called by `session` (writing) and `ws`
/// (subscribing), on virtual threads; subscribers are called in the log's lane and must not block there.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.events;
