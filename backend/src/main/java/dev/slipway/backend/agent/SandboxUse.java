package dev.slipway.backend.agent;

import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sandbox as one turn has it: the source is asked before each call, and a new sandbox is told of once. On
/// the turn's thread only.
final class SandboxUse {
    private final SandboxSource source;
    private final TurnLog log;
    private @Nullable Sandbox last;

    SandboxUse(SandboxSource source, TurnLog log) {
        this.source = source;
        this.log = log;
    }

    /// What a call should tell of the sandbox beside its result.
    List<SessionEvent> news(TurnId turn) {
        return source.news(turn);
    }

    Web web() {
        return source.web();
    }

    Sandbox sandbox() throws InterruptedException {
        Sandbox sandbox = source.sandbox();
        if (sandbox != last && source.restarted()) log.sandboxRestarted();
        last = sandbox;
        return sandbox;
    }
}
