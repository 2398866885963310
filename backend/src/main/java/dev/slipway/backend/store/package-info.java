/// Rows in, records out: one SQLite file for each session and one index file, and the plain files of tool
/// outputs. No event's meaning may enter. Called by `events` and `session`. SQLite blocks inside native code,
/// which would hold a virtual thread's carrier, so every call runs in a [Lane] on one of a few platform
/// threads.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.store;
