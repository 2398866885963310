package dev.slipway.backend;

import dev.slipway.backend.config.Configuration;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine.Protection;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which engine runs sandboxes, and where its parts are.
final class Engines {
    private static final int OPEN_FILES = 4096;

    private Engines() {}

    static SandboxEngine open(Configuration configuration) {
        return EmbeddedEngine.open(
                helper(),
                configuration.home().resolve("probe"),
                configuration.unprotected() ? Protection.waived : Protection.required);
    }

    static Limits limits(Configuration configuration) {
        Configuration.SandboxLimits set = configuration.limits();
        return new Limits(set.memoryBytes(), set.cpus(), set.processes(), OPEN_FILES, set.diskBytes());
    }

    /// The build puts it beside the jar, or beside the folder of classes.
    private static Path helper() {
        try {
            Path code = Path.of(Engines.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path helper = code.resolveSibling("native").resolve("slipway-sandbox");
            if (Files.isExecutable(helper)) return helper;
            throw new CannotStart("The native helper " + helper + " is not there. Build again: ./mvnw package");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
