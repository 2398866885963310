package dev.slipway.protocol;

/// When a prompt reaches the agent while a turn runs. Where none runs, all are the same. Append-only.
public enum PromptMode {
    /// A turn of its own, after those that wait already.
    queue,
    /// Told to the agent in the running turn, before its next step. If the turn ends first, the next turn.
    steer,
    /// The running turn is stopped, and this is the next one, before all that wait.
    stop_and_send
}
