package dev.slipway.backend.image;

import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import java.nio.file.Path;

class BasesInSandboxesTest extends BasesContract {
    @Override
    SandboxEngine engine() {
        return EmbeddedEngine.open(
                Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                temp.resolve("probe"),
                EmbeddedEngine.Protection.required);
    }
}
