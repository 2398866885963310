/// The operator's configuration: one YAML file, the environment and the flags, read once at start into plain
/// values. No room is known here but `egress`, whose grants are checked as they are read; the wiring hands each room
/// its part. Every problem is found at once, with
/// file and line. Called by `Main` only, on the main thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.config;
