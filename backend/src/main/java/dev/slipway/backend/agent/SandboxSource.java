package dev.slipway.backend.agent;

import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.List;

/// Where a turn gets its session's sandbox, which starts beside the first model call. Asked again before each
/// tool call, so that a lost sandbox is replaced.
@FunctionalInterface
public interface SandboxSource {

    /// Blocks until the sandbox is ready. The caller doesn't close it.
    ///
    /// @throws dev.slipway.backend.sandbox.SandboxException where none can be started; the model is told the
    /// message
    Sandbox sandbox() throws InterruptedException;

    /// What the backend may read of the network for it.
    default Web web() {
        return Web.NONE;
    }

    /// Whether the sandbox that was returned last is a later one than the session's earlier turns or calls had,
    /// so that their processes and /tmp are gone: the same that `SandboxReady` says in the log. The model is
    /// told once for each sandbox.
    default boolean restarted() {
        return false;
    }

    /// What people and the model should hear of the sandbox beside a call's result; each is told once.
    default List<SessionEvent> news(TurnId turn) {
        return List.of();
    }
}
