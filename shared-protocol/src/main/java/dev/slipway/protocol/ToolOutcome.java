package dev.slipway.protocol;

/// How a tool call ended. `interrupted` means that nobody knows how far it came: the person stopped it, or the
/// backend or the sandbox went away while it ran.
public enum ToolOutcome {
    ok,
    failed,
    interrupted
}
