/// The HTTP edge: what is asked of the backend, a repository or a session, and sessions followed by server-sent events.
/// One verb of `session` for each route, all of them in docs/openapi.yaml. Called by Helidon, one virtual thread for
/// each request, which a stream keeps for as long as it lasts.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.http;
