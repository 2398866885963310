package dev.slipway.backend.image;

import dev.slipway.protocol.RepositoryName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A repository at a commit, ready to be the ground of a workspace. Its folders never change.
///
/// @param lowerLayers the lowest first, as [dev.slipway.backend.sandbox.SandboxSpec] takes them
/// @param files how many files and links the commit holds
/// @param took to prepare it, when that was done
public record PreparedBase(RepositoryName repository, String commit, List<Path> lowerLayers, int files, Duration took) {
    public PreparedBase {
        lowerLayers = List.copyOf(lowerLayers);
    }

    /// The names of its layers, by which [Bases#layers] finds them again.
    public List<String> keys() {
        return lowerLayers.stream().map(Layers::keyOf).toList();
    }
}
