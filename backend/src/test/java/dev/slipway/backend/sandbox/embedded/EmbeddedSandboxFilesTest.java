package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxFilesContract;
import java.nio.file.Path;

class EmbeddedSandboxFilesTest extends SandboxFilesContract {
    @Override
    protected SandboxEngine open(Path scratch) {
        return EmbeddedEngine.open(Built.HELPER, scratch, EmbeddedEngine.Protection.required);
    }
}
