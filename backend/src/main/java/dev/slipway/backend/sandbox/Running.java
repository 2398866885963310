package dev.slipway.backend.sandbox;

/// A command that was started. Thread-safe.
public interface Running {
    /// Waits for its end and for all its output. Processes that it left in the background don't hold this up.
    ///
    /// @throws SandboxException where the sandbox went away under it
    Exit await() throws InterruptedException;

    /// Ends it and everything in its process group: first asked, after 2 s killed. Returns at once; idempotent.
    void cancel();
}
