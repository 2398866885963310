/// The HTTP edge: what is asked once and followed by nobody, of the backend, a repository or a session. One verb of
/// `session` for each route. Called by Helidon, one virtual thread for each request.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.http;
