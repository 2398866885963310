package dev.slipway.backend.git;

/// What a session starts from.
///
/// @param name the branch or tag, or the commit's own id where neither was named
/// @param commit its full id
public record Base(String name, String commit) {}
