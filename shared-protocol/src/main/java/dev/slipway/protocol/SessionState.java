package dev.slipway.protocol;

/// The one word for what a session is doing, the same in every client. `ready` has had no turn yet; `starting`
/// waits for its sandbox; `working` for the model or a tool; `waiting` for a person's answer; the rest say how
/// the last turn ended.
public enum SessionState {
    ready,
    starting,
    working,
    waiting,
    done,
    stopped,
    failed
}
