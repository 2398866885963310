package dev.slipway.backend.session;

import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// What one session may use and uses. Thread-safe.
final class SandboxFigures {
    /// A rate over less would jump.
    private static final long SHORTEST_NANOS = 500_000_000;
    /// Measuring takes as long as the session's own files are many.
    private static final long DISK_KEPT_NANOS = 5_000_000_000L;

    private final SessionId session;
    private final Sandboxes sandboxes;
    // Guarded by this.
    private @Nullable Sample before;
    private @Nullable Double cpus;
    private @Nullable Long diskBytes;
    private long diskAtNanos;

    private record Sample(Sandbox sandbox, long atNanos, long cpuNanos) {}

    SandboxFigures(SessionId session, Sandboxes sandboxes) {
        this.session = session;
        this.sandboxes = sandboxes;
    }

    /// @param known the sandbox that runs or is being started, or null
    SessionDetails.Sandbox of(@Nullable CompletableFuture<Sandbox> known) {
        Sandbox.Use use = Sandbox.Use.UNKNOWN;
        Double processors = null;
        boolean files = sandboxes.hasFiles(session);
        SessionDetails.State state = files ? SessionDetails.State.released : SessionDetails.State.none;
        Future.State start = known == null ? Future.State.CANCELLED : known.state();
        if (start == Future.State.RUNNING) state = SessionDetails.State.starting;
        if (known != null && start == Future.State.SUCCESS && known.resultNow().alive()) {
            state = SessionDetails.State.running;
            use = known.resultNow().use();
            processors = rate(known.resultNow(), use.cpuNanos());
        }
        Limits limits = sandboxes.limits();
        return new SessionDetails.Sandbox(
                state,
                limits.memoryBytes(),
                limits.cpus(),
                limits.processes(),
                limits.diskBytes(),
                use.memoryBytes(),
                use.processes(),
                processors,
                files ? disk() : null,
                sandboxes.degraded());
    }

    private synchronized @Nullable Double rate(Sandbox sandbox, @Nullable Long cpuNanos) {
        if (cpuNanos == null) return null;
        long now = System.nanoTime();
        Sample last = before;
        if (last == null || last.sandbox() != sandbox) {
            cpus = null;
            before = new Sample(sandbox, now, cpuNanos);
        } else if (now - last.atNanos() >= SHORTEST_NANOS) {
            cpus = (double) (cpuNanos - last.cpuNanos()) / (now - last.atNanos());
            before = new Sample(sandbox, now, cpuNanos);
        }
        return cpus;
    }

    private synchronized Long disk() {
        Long measured = diskBytes;
        if (measured != null && System.nanoTime() - diskAtNanos < DISK_KEPT_NANOS) return measured;
        long bytes = sandboxes.diskBytes(session);
        diskAtNanos = System.nanoTime();
        diskBytes = bytes;
        return bytes;
    }
}
