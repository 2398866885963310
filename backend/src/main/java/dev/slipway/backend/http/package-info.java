/// The HTTP edge: health, status, a session's diff and attachments, backup, and the end of the backend. One verb of
/// `session` for each route. Called by Helidon, one virtual thread for each request.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.http;
