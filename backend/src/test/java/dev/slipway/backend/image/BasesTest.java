package dev.slipway.backend.image;

import dev.slipway.backend.sandbox.FakeEngine;
import dev.slipway.backend.sandbox.SandboxEngine;

class BasesTest extends BasesContract {
    @Override
    SandboxEngine engine() {
        return new FakeEngine();
    }
}
