package dev.slipway.backend.sandbox;

/// How a command ended.
///
/// @param code its exit code, or 128 + the signal that ended it
/// @param droppedBytes output beyond the 64 MB that are kept of one command
public record Exit(int code, boolean timedOut, boolean cancelled, long droppedBytes) {}
