package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.SandboxContract;
import dev.slipway.backend.sandbox.SandboxEngine;
import java.nio.file.Path;

class EmbeddedSandboxTest extends SandboxContract {
    @Override
    protected SandboxEngine open(Path scratch) {
        return EmbeddedEngine.open(Built.HELPER, scratch, EmbeddedEngine.Protection.required);
    }
}
