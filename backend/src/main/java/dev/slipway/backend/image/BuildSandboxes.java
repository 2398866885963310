package dev.slipway.backend.image;

import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.RepositoryName;
import java.nio.file.Path;
import java.util.List;

/// Says what a build's sandbox is made of: its limits, its variables, and what it may reach.
@FunctionalInterface
public interface BuildSandboxes {
    /// @param id as [SandboxSpec] takes it
    /// @param layers the lowest first
    /// @param environment with what is granted
    SandboxSpec spec(
            String id, RepositoryName repository, List<Path> layers, Path stateFolder, Environment environment);
}
