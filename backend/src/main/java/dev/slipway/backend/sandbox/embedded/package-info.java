/// Sandboxes on this Linux machine itself: bubblewrap, an overlay, control groups, and the native helper whose
/// runner obeys from inside. Nothing of a session or a repository may enter; what the runner says is hostile
/// data. Called through the interfaces of `sandbox`; every process is started from one permanent platform
/// thread, since a sandbox dies with the thread that started it.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.sandbox.embedded;
