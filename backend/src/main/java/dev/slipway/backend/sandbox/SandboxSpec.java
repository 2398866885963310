package dev.slipway.backend.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a sandbox is made of.
///
/// @param id names it in process lists and control groups: a-z, 0-9 and `-`, at most 40 characters
/// @param lowerLayers immutable, the lowest first; may be empty. A layer is a folder with `workspace`, `home` and
///     `root`, or some of them: what `/workspace`, the home and, unless that is the host's, `/` show
/// @param stateFolder what belongs to this sandbox alone and outlives it: `upper`, which is the layer that it writes,
///     `work` beside it, and the lock that proves that no older sandbox uses them; made if it isn't there
/// @param root where `/` comes from
/// @param environment variables for every command, beside PATH, HOME, LANG, TERM and TMPDIR
/// @param egress the way out, or null for none
public record SandboxSpec(
        String id,
        List<Path> lowerLayers,
        Path stateFolder,
        SystemRoot root,
        Limits limits,
        Map<String, String> environment,
        @Nullable Egress egress) {
    /// What is connected to at `127.0.0.1:3128` inside leads to a unix socket outside.
    ///
    /// @param socket listened on as long as the sandbox lives; shown at `/run/slipway/egress`
    /// @param trust shown at `/run/slipway/trust`, readable for all; its `ca.pem` takes the place of the system's
    ///     certificates
    public record Egress(Path socket, Path trust) {}

    /// One on the host's system, without a way out.
    public SandboxSpec(
            String id, List<Path> lowerLayers, Path stateFolder, Limits limits, Map<String, String> environment) {
        this(id, lowerLayers, stateFolder, SystemRoot.host, limits, environment, null);
    }

    /// The same with its `/` from elsewhere.
    public SandboxSpec with(SystemRoot other) {
        return new SandboxSpec(id, lowerLayers, stateFolder, other, limits, environment, egress);
    }

    /// The same with a way out.
    public SandboxSpec with(Egress way) {
        return new SandboxSpec(id, lowerLayers, stateFolder, root, limits, environment, way);
    }

    /// What the sandbox over a state folder writes: once the sandbox is gone it can be a layer below others.
    public static Path upper(Path stateFolder) {
        return stateFolder.resolve("upper");
    }

    public SandboxSpec {
        if (!id.matches("[a-z0-9-]{1,40}")) throw new IllegalArgumentException("sandbox id " + id);
        lowerLayers = List.copyOf(lowerLayers);
        environment = Map.copyOf(environment);
    }
}
