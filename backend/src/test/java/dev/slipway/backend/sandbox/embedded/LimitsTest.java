package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.sandbox.Capabilities.Level;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Exit;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Running;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxScene;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What takes too much hits its own limit, and another sandbox goes on beside it.
class LimitsTest extends SandboxScene {
    private static final long MB = 1 << 20;

    @Override
    protected SandboxEngine open(Path scratch) {
        return EmbeddedEngine.open(Built.HELPER, scratch, EmbeddedEngine.Protection.required);
    }

    @Test
    void aForkBombStopsAtItsProcessesAndIsGoneWithItsSandbox() throws Exception {
        Limits few = new Limits(512 * MB, 1, 40, 256, 64 * MB);
        // Of this test alone, on a machine where others run.
        String sleeps = "sleep 47" + ProcessHandle.current().pid();
        try (Sandbox beside = start()) {
            try (Sandbox sandbox = engine.start(spec(few))) {
                ByteArrayOutputStream told = new ByteArrayOutputStream();
                Command bomb = Command.shell("for i in $(seq 100); do " + sleeps + " & done; " + sleeps, PATIENCE);
                Running running = sandbox.start(bomb, null, told::writeBytes);
                Awaitility.await().atMost(PATIENCE).until(() -> told.toString().contains("fork"));
                assertThat(shell(beside, "sleep 0.01 & wait; echo alive").output())
                        .isEqualTo("alive\n");
                running.cancel();
            }
            assertThat(shell(beside, "sleep 0.01 & wait; echo alive").output()).isEqualTo("alive\n");
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(p -> p.info().commandLine().orElse("").contains(sleeps)))
                .isEmpty();
    }

    @Test
    void aMemoryHogEndsAndSaysWhy() throws Exception {
        boolean held = engine.capabilities().all().stream()
                .anyMatch(c -> c.name().equals("memory limit") && c.level() == Level.enforced);
        try (Sandbox sandbox = engine.start(spec(new Limits(96 * MB, 1, 64, 256, 64 * MB)));
                Sandbox beside = start()) {
            String hog = "x=$(head -c " + (held ? 400 : 4) + "000000 /dev/zero | tr '\\0' x); echo ${#x}";
            if (held) {
                assertThatThrownBy(() -> {
                            Exit exit = shell(sandbox, hog).exit();
                            if (exit.code() != 0) throw SandboxException.failed("ended with " + exit.code());
                        })
                        .isInstanceOf(SandboxException.class);
            } else assertThat(shell(sandbox, hog).output()).isEqualTo("4000000\n");
            assertThat(shell(beside, "echo alive").output()).isEqualTo("alive\n");
        }
    }

    @Test
    void whatItUsesIsToldWhereItIsCounted() throws Exception {
        boolean counted = Stream.of("memory limit", "process limit")
                .allMatch(name -> engine.capabilities().all().stream()
                        .anyMatch(c -> c.name().equals(name) && c.detail().startsWith("control groups")));
        try (Sandbox sandbox = start()) {
            if (!counted) {
                assertThat(sandbox.use().toString()).contains("null");
                return;
            }
            int before = sandbox.use().processes();
            Running running = sandbox.start(
                    Command.shell("x=$(head -c 60000000 /dev/zero | tr '\\0' x); sleep 60 & sleep 60", PATIENCE),
                    null,
                    output -> {});
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> sandbox.use().memoryBytes() > 60_000_000
                            && sandbox.use().processes() >= before + 3
                            && sandbox.use().cpuNanos() > 1_000_000);
            running.cancel();
        }
    }

    @Test
    void aDiskFillerIsEndedWithItsReasonAndKeepsItsFiles() throws Exception {
        try (Sandbox sandbox = engine.start(spec(new Limits(512 * MB, 1, 64, 256, 32 * MB)))) {
            String filler = "for i in $(seq 40); do head -c 4000000 /dev/zero > fill$i; sleep 0.2; done; sleep 30";
            assertThatThrownBy(() -> shell(sandbox, filler))
                    .isInstanceOfSatisfying(
                            SandboxException.class, e -> assertThat(e.lost()).isTrue())
                    .hasMessageContaining("limit of 32 MB");
        }
    }

    @Test
    void oneFileCantBeLargerThanTheDiskLimit() throws Exception {
        try (Sandbox sandbox = engine.start(spec(new Limits(512 * MB, 1, 64, 256, 32 * MB)))) {
            assertThat(shell(sandbox, "head -c 100000000 /dev/zero > big; stat -c %s big")
                            .output()
                            .strip())
                    .endsWith("" + 32 * MB);
        }
    }

    @Test
    void openFilesAndTheSizeOfTmpAreBounded() throws Exception {
        try (Sandbox sandbox = engine.start(spec(new Limits(128 * MB, 1, 64, 128, 32 * MB)))) {
            assertThat(shell(sandbox, "ulimit -n; ulimit -Hn").output()).isEqualTo("128\n128\n");
            assertThat(shell(sandbox, "for i in 1 2 3 4 5 6 7 8; do head -c 30000000 /dev/zero > /tmp/$i; done; true")
                            .output())
                    .contains("No space left");
        }
    }

    @Test
    void aFloodOfOutputIsCutAndCountedAndHoldsNobodyUp() throws Exception {
        try (Sandbox sandbox = start()) {
            AtomicLong seen = new AtomicLong();
            Running flood = sandbox.start(
                    Command.shell("head -c 100000000 /dev/zero", PATIENCE), null, b -> seen.addAndGet(b.length));
            assertThat(shell(sandbox, "echo beside").output()).isEqualTo("beside\n");
            Exit exit = flood.await();
            assertThat(seen.get()).isBetween(64 * MB, 65 * MB);
            assertThat(exit.droppedBytes()).isEqualTo(100_000_000 - seen.get());
        }
    }
}
