/// What crosses a process boundary: client messages, server messages, session and board events, ids, error
/// codes. Nothing enters that isn't said on the wire, and no behaviour but a record's check of itself. Called
/// by everyone. Everything here is immutable and thread-safe.
@org.jspecify.annotations.NullMarked
package dev.slipway.protocol;
