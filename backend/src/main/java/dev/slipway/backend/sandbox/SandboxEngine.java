package dev.slipway.backend.sandbox;

import java.nio.file.Path;
import java.util.List;

/// A way to make sandboxes on this machine. Thread-safe.
public interface SandboxEngine extends AutoCloseable {

    /// What this machine can enforce; found out once, when the engine was made.
    Capabilities capabilities();

    /// Starts a sandbox over the given folders and returns when its runner answers. Blocks for milliseconds.
    /// The caller closes it.
    ///
    /// @throws SandboxException where something that must hold can't be had, or another sandbox still holds the
    ///     workspace; the message says what to do
    Sandbox start(SandboxSpec spec) throws InterruptedException;

    /// What a session's own layer changed over the layers below it, found by walking that layer alone, never
    /// the whole tree. Works while the sandbox runs. Links are never followed.
    ///
    /// @param stateFolder as in [SandboxSpec#stateFolder()]
    /// @param atMost how many candidates at the most; where there would be more, folders that hold many of them
    ///     become a `whole_folder` each, or the root does
    /// @throws SandboxException where it can't be looked at
    List<Candidate> candidates(Path stateFolder, int atMost);

    /// Ends all sandboxes that this engine started, and waits for them.
    @Override
    void close();
}
