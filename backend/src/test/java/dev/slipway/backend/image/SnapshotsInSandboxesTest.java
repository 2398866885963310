package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import dev.slipway.protocol.SnapshotId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SnapshotsInSandboxesTest extends SnapshotsContract {
    @Override
    protected SandboxEngine open(Path scratch) {
        return EmbeddedEngine.open(
                Path.of("target/native/slipway-sandbox").toAbsolutePath(), scratch, EmbeddedEngine.Protection.required);
    }

    @Test
    void tmpSurvivesACopyAndNotAMove() throws Exception {
        Life life = new Life("tmp");
        life.run("echo here > /tmp/it; echo x > x");
        life.take();
        assertThat(life.run("cat /tmp/it")).isEqualTo("here\n");
        life.run(MUCH);
        life.take();
        assertThat(life.run("ls /tmp")).isEmpty();
    }

    @Test
    void theSameFilesHaveTheSameSnapshotWhateverBecomesOfTheSandbox() throws Exception {
        Life life = new Life("same-again");
        life.run(MUCH);
        SnapshotId moved = life.take();
        life.run("ls");
        assertThat(life.take()).as("nothing was written since").isEqualTo(moved);
        life.run("echo x > x");
        Awaitility.await("a moment passes").until(() -> life.take().equals(life.take()));
        SnapshotId copied = life.take();
        life.end();
        assertThat(life.take()).as("without a sandbox").isEqualTo(copied);
        life.run("ls");
        assertThat(life.take()).as("in another sandbox").isEqualTo(copied);
        life.undo("back", moved);
        life.run("ls");
        assertThat(life.take()).as("as it was at that moment").isEqualTo(moved);
    }

    @Test
    void muchIsCopiedWhileSomethingRuns() throws Exception {
        Life life = new Life("busy");
        life.run(MUCH);
        life.background("while true; do date +%N > beat; sleep 0.01; done");
        SnapshotId taken = life.take();
        assertThat(life.started).isEqualTo(1);
        assertThat(life.sandbox().tasks()).isNotEmpty();
        assertThat(life.fork(taken, "fork").run("ls much* | wc -l")).isEqualTo("2001\n");
    }

    @Test
    void whereNothingWasWrittenAfterATurnNothingIsMovedWhenTheSandboxIsGone() throws Exception {
        Life life = new Life("resting");
        snapshots.keep(life.state, life.wanted);
        assertThat(life.state).doesNotExist();
        life.run("echo turn > mine");
        Awaitility.await("a moment passes").until(() -> life.take().equals(life.take()));
        life.end();
        Set<String> before = kept();
        snapshots.keep(life.state, life.wanted);
        assertThat(kept()).isEqualTo(before);
        assertThat(SandboxSpec.upper(life.state).resolve("workspace/mine")).exists();
        assertThat(life.own()).isEmpty();
    }

    @Test
    void oneSessionSeesNothingOfAnothersSnapshots() throws Exception {
        Life one = new Life("one");
        one.run("echo secret > secret; echo key > ~/key");
        one.take();
        one.run(MUCH);
        one.take();
        Life other = new Life("other");
        assertThat(other.run("ls -A . ~")).doesNotContain("secret", "key", "much");
        assertThat(other.run("ls -d " + layers + " " + temp + " 2>&1 || true")).contains("No such file");
        assertThat(other.run("cat /proc/self/mountinfo")).doesNotContain(layers.toString());
    }

    @Test
    void ninetyMovesStandOnFewLayersAndEveryOneOfThemCanBeGoneBackTo() throws Exception {
        Life life = new Life("deep");
        StackFile file = new StackFile(life.state);
        List<SnapshotId> all = new java.util.ArrayList<>();
        for (int i = 0; i < 90; i++) {
            life.run("echo " + i + " > newest; echo " + i + " > only-" + i + "; rm -f only-" + (i - 2));
            life.end();
            all.add(snapshots.seal(life.state, file.read(), 1));
            assertThat(life.own().size()).isLessThanOrEqualTo(SnapshotPolicy.DEEPEST);
        }
        assertThat(life.run("cat newest; ls only-*")).isEqualTo("89\nonly-88\nonly-89\n");
        for (int back : List.of(0, 59, 60, 61, 88)) {
            life.undo("to " + back, all.get(back));
            assertThat(life.run("cat newest")).isEqualTo(back + "\n");
        }
        Life fork = life.fork(all.get(70), "fork");
        assertThat(fork.run("cat newest; ls only-*")).isEqualTo("70\nonly-69\nonly-70\n");
    }

    @Test
    void onAFullDiskTheFilesStayAsTheyAreAndTheNextTimeWorks() throws Exception {
        assumeThat(System.getProperty("user.name")).as("mounting takes root").isEqualTo("root");
        Path disk = Files.createDirectories(temp.resolve("sessions"));
        command("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString());
        try {
            layers = Files.createDirectories(disk.resolve("layers"));
            snapshots = new Snapshots(layers, engine);
            Life life = new Life("full");
            life.run("echo one > one");
            SnapshotId one = life.take();
            life.run("head -c 5000000 /dev/urandom > big");
            fill(disk);
            assertThatThrownBy(life::take).isInstanceOfAny(SandboxException.class, java.io.UncheckedIOException.class);
            assertThat(life.run("cat one; wc -c < big")).isEqualTo("one\n5000000\n");
            assertThat(life.started).isEqualTo(1);
            Files.delete(disk.resolve("filler"));
            snapshots.sweep(this::states);
            assertThat(kept()).containsExactly(SealedLayers.key(one.value()));
            SnapshotId whole = life.take();
            assertThat(snapshots.holds(life.state, whole)).isTrue();
            life.undo("back", one);
            assertThat(life.run("ls")).isEqualTo("file\none\n");
        } finally {
            endLives();
            command("umount", "-l", disk.toString());
        }
    }

    private static void fill(Path disk) throws IOException {
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) filler.write(new byte[4096]);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    private static void command(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor())
                .as(String.join(" ", words))
                .isZero();
    }
}
