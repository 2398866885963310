package dev.slipway.backend.image;

import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.sandbox.Limits;

/// What an environment lets a sandbox use.
public final class EnvironmentLimits {
    private EnvironmentLimits() {}

    /// @param otherwise what holds where the environment says nothing
    public static Limits of(Environment environment, Limits otherwise) {
        Environment.Amount said = environment.limits();
        return new Limits(
                said.memoryBytes() == null ? otherwise.memoryBytes() : said.memoryBytes(),
                said.cpus() == null ? otherwise.cpus() : said.cpus(),
                said.processes() == null ? otherwise.processes() : said.processes(),
                otherwise.openFiles(),
                said.diskBytes() == null ? otherwise.diskBytes() : said.diskBytes());
    }
}
