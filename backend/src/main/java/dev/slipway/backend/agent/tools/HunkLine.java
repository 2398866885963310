package dev.slipway.backend.agent.tools;

/// A line of a hunk without its first character, which is the kind.
record HunkLine(Kind kind, String text) {
    enum Kind {
        context,
        removed,
        added
    }
}
