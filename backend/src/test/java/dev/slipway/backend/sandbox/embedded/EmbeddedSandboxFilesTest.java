package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxFilesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedSandboxFilesTest extends SandboxFilesContract {
    @Override
    protected SandboxEngine open(Path scratch) {
        return EmbeddedEngine.open(Built.HELPER, scratch, EmbeddedEngine.Protection.required);
    }

    @Test
    void aListThatNoFrameCouldHoldIsCutAndTheSandboxGoesOn() throws Exception {
        try (Sandbox sandbox = start()) {
            String many = "cd /tmp && x=$(printf 'x%.0s' $(seq 245)) && seq -f \"%05g$x\" 75000 | xargs touch";
            assertThat(shell(sandbox, many).exit().code()).isZero();
            Sandbox.Listing listing = sandbox.list("/tmp", null, 100_000);
            assertThat(listing.cut()).isTrue();
            assertThat(listing.entries())
                    .hasSizeGreaterThan(50_000)
                    .allMatch(e -> e.path().length() == 250);
            assertThat(sandbox.list("/tmp", null, 10).entries()).hasSize(10);
        }
    }
}
