package dev.slipway.backend.session;

import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.SessionEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What became of the start of a sandbox.
final class SandboxStart {
    private SandboxStart() {}

    /// @throws Refused where the session has commits, which going on without its files would undo
    static void requireNoCommits(SessionFacts facts) {
        SessionEvent.CommitMade tip = facts.tip();
        if (tip == null) return;
        throw new Refused(
                ErrorCode.conflict,
                "The files of this session are not here, as after a backup was restored. What it committed is on "
                        + tip.branch() + "; a new session goes on from there: slipway prompt --repo "
                        + facts.creation().repository() + " --base " + tip.branch() + " \"…\"");
    }

    /// Whether there is none any more; false while it is being started.
    static boolean isLost(CompletableFuture<Sandbox> running) {
        if (!running.isDone()) return false;
        return running.isCompletedExceptionally() || !running.join().alive();
    }

    /// Why there is none, for who needs it.
    static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof SandboxException known) return known;
        String why = cause == null ? "for no known reason" : String.valueOf(cause.getMessage());
        return SandboxException.lost("The sandbox could not be started: " + why);
    }
}
