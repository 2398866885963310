package dev.slipway.desktop.prompt;

/// What Enter does now.
public enum Enter {
    send,
    queue,
    /// Saves the prompt that waits and is being edited.
    save,
    /// The session is archived or only to be read, or can't be followed.
    nothing
}
