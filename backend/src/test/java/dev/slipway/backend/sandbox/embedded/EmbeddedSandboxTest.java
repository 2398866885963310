package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxContract;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    @Test
    void aSandboxThatCouldNotBeStartedLeavesNoControlGroup() throws Exception {
        SandboxSpec spec = spec();
        Files.createDirectories(spec.stateFolder().resolve("complaints/in-the-way"));
        assertThatThrownBy(() -> engine.start(spec)).isInstanceOf(SandboxException.class);
        Path root = Path.of("/sys/fs/cgroup");
        String own = "slipway-" + ProcessHandle.current().pid() + "-*";
        List<Path> backends = new ArrayList<>(matching(root, own));
        for (Path controller : matching(root, "*")) backends.addAll(matching(controller, own));
        for (Path backend : backends)
            assertThat(matching(backend, spec.id() + "-*")).isEmpty();
    }

    private static List<Path> matching(Path folder, String glob) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, glob)) {
            all.forEach(found::add);
        }
        return found;
    }
}
