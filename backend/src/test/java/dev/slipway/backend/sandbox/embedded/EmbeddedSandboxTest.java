package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxContract;
import dev.slipway.backend.sandbox.SandboxEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EmbeddedSandboxTest extends SandboxContract {
    @Override
    protected SandboxEngine open(Path scratch) {
        return EmbeddedEngine.open(Built.HELPER, scratch, EmbeddedEngine.Protection.required);
    }

    @Test
    void aClosedSandboxHasNoProcessLeftThatCouldStillWrite() throws Exception {
        String mark = "lingers-" + UUID.randomUUID();
        Sandbox sandbox = start();
        String busy = "for i in $(seq 200); do bash -c 'while :; do echo x > f$1; done' " + mark
                + " $i & done; echo go; wait";
        CountDownLatch begun = new CountDownLatch(1);
        sandbox.start(Command.shell(busy, PATIENCE), null, output -> begun.countDown());
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        List<ProcessHandle> inside = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                .toList();
        assertThat(inside).hasSizeGreaterThan(50);
        sandbox.close();
        assertThat(inside).noneMatch(ProcessHandle::isAlive);
    }
}
