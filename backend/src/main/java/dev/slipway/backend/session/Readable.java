package dev.slipway.backend.session;

import dev.slipway.backend.files.Trees;
import dev.slipway.backend.image.SyncingSandbox;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files of another commit that are laid out already, for a session whose own aren't yet.
///
/// @param differing the paths that differ between that commit and the session's
record Readable(String commit, List<Path> layers, Supplier<Set<String>> differing) {
    private static final Logger LOG = LoggerFactory.getLogger(Readable.class);

    /// One that can be read at once, until the session's own is there. Nothing is kept of it.
    ///
    /// @param id the session's
    /// @param state a folder that is its own
    Sandbox begin(SandboxEngine engine, SessionId id, Path state, Limits limits, SyncingSandbox.Sync sync)
            throws InterruptedException {
        delete(state);
        Sandbox sandbox = engine.start(new SandboxSpec("r-" + id, layers, state, limits, Map.of()));
        Thread.ofVirtual().name(sandbox.id()).start(() -> {
            try {
                sandbox.awaitEnd();
                delete(state);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return SyncingSandbox.begin(sandbox, commit, sync, differing);
    }

    private static void delete(Path state) {
        try {
            Trees.delete(state);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", state, e.getMessage());
        }
    }
}
