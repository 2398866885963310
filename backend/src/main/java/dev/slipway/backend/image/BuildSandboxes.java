package dev.slipway.backend.image;

import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SystemRoot;
import dev.slipway.protocol.RepositoryName;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Starts sandboxes for builds, with the limits, the variables and the way out that the environment and the operator
/// give them.
@FunctionalInterface
public interface BuildSandboxes {
    /// The caller closes it.
    ///
    /// @param id as [dev.slipway.backend.sandbox.SandboxSpec] takes it
    /// @param layers the lowest first
    /// @param root where its `/` comes from
    /// @param environment with what is granted
    /// @param refused told, in words for people, what it tried to reach and might not
    Sandbox start(
            String id,
            RepositoryName repository,
            List<Path> layers,
            SystemRoot root,
            Path stateFolder,
            Environment environment,
            Consumer<String> refused)
            throws InterruptedException;
}
