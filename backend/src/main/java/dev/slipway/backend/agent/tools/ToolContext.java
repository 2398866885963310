package dev.slipway.backend.agent.tools;

import dev.slipway.backend.sandbox.Sandbox;
import java.util.Optional;

/// What a tool call may use.
public interface ToolContext {

    /// The name of this call, by which its whole output can be had later.
    String callId();

    /// Blocks until the session's sandbox is ready.
    Sandbox sandbox() throws InterruptedException;

    /// What can be read of the network.
    default Web web() {
        return Web.NONE;
    }

    /// Shows output while the call runs. A tool that never calls this has its answer as output. May be called
    /// on any one thread at a time.
    void output(byte[] bytes);

    /// A part of the whole output of an earlier call of this session; empty where there was no such call.
    Optional<Excerpt> outputOf(String callId, long offset, int atMost);

    /// @param totalBytes of the whole output
    record Excerpt(byte[] bytes, long totalBytes) {}
}
