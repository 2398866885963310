package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine.Protection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectionTest {
    @TempDir
    Path folder;

    @Test
    void whereAWallIsMissingNoSandboxStarts() {
        try (SandboxEngine engine = without(Protection.required)) {
            assertThat(engine.capabilities().isolationHolds()).isFalse();
            assertThatThrownBy(() -> engine.start(spec()))
                    .hasMessageContaining("can't isolate sandboxes, so none is started")
                    .hasMessageContaining("slipway doctor");
        }
    }

    @Test
    void theOperatorMayLetThemStartWithTheWallsThereAre() {
        try (SandboxEngine engine = without(Protection.waived)) {
            assertThat(engine.capabilities().degraded()).isNotEmpty();
            // It is tried, and fails here since not even the program is there.
            assertThatThrownBy(() -> engine.start(spec())).hasMessageNotContaining("so none is started");
        }
    }

    /// A machine where nothing holds: the trial can't even begin.
    private SandboxEngine without(Protection protection) {
        return EmbeddedEngine.open(folder.resolve("no-helper"), folder.resolve("probe"), protection);
    }

    private SandboxSpec spec() {
        return new SandboxSpec("x", List.of(), folder.resolve("state"), EmbeddedEngine.smallest(), Map.of());
    }
}
