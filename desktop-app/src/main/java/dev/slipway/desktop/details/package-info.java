/// What a session costs, what its sandbox may do, and its events as they are, for the curious. No thread, no diff may
/// enter. FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.details;
