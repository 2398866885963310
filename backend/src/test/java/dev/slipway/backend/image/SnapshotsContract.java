package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.files.Trees;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.SnapshotId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What holds for snapshots with every engine.
abstract class SnapshotsContract extends SnapshotsScene {

    @Test
    void whereNothingWasWrittenTheBaseIsTheSnapshotAndNoSandboxIsAskedFor() throws Exception {
        Life life = new Life("quiet");
        assertThat(life.take()).isEqualTo(SnapshotId.OF_THE_BASE);
        assertThat(life.started).isZero();
        assertThat(life.state).doesNotExist();
        assertThat(snapshots.holds(life.state, SnapshotId.OF_THE_BASE)).isTrue();
        assertThat(snapshots.holds(life.state, SnapshotId.fresh())).isFalse();
    }

    @Test
    void aCopyLeavesWhatRunsAlone() throws Exception {
        Life life = new Life("copied");
        life.background("echo one > mine; echo $$ > pid; while true; do date +%N > beat; sleep 0.01; done");
        Awaitility.await().until(() -> life.sandbox().status("beat").isPresent());
        String pid = life.run("cat pid");
        SnapshotId taken = life.take();
        life.run("test \"$(cat pid)\" = '" + pid.strip() + "' && kill -0 $(cat pid) && echo two > mine");
        assertThat(life.started).isEqualTo(1);
        Life fork = life.fork(taken, "fork");
        assertThat(fork.run("cat file mine")).isEqualTo("base\none\n");
        assertThat(life.run("cat mine")).isEqualTo("two\n");
        fork.run("echo three > mine; rm file");
        assertThat(life.run("cat file mine")).isEqualTo("base\ntwo\n");
    }

    @Test
    void muchIsMovedAndTheNextSandboxStandsOnIt() throws Exception {
        Life life = new Life("moved");
        life.run("rm file; " + MUCH);
        SnapshotId taken = life.take();
        assertThat(SandboxSpec.upper(life.state)).doesNotExist();
        assertThat(life.own()).hasSize(1);
        assertThat(life.run("ls | wc -l; ls much* | wc -l").replace(" ", "")).isEqualTo("1\n2001\n");
        life.run("echo more > more");
        assertThat(life.take()).isNotEqualTo(taken);
        Life fork = life.fork(taken, "fork");
        assertThat(fork.run("ls").lines()).hasSize(1);
    }

    @Test
    void whatIsUnchangedIsNotCopiedAgain() throws Exception {
        Life life = new Life("same");
        life.run("echo x > x");
        Awaitility.await("a moment passes").until(() -> life.take().equals(life.take()));
        SnapshotId before = life.take();
        int layersBefore = kept().size();
        life.run("touch x");
        assertThat(life.take()).isNotEqualTo(before);
        assertThat(kept()).hasSize(layersBefore + 1);
    }

    @Test
    void whatIsWrittenAfterATurnIsMovedWhenTheSandboxIsGoneAndTheTurnsSnapshotStaysWhatItWas() throws Exception {
        Life life = new Life("resting");
        life.run("echo turn > mine");
        SnapshotId turn = life.take();
        life.run("echo later > mine; echo more > more");
        life.end();
        snapshots.keep(life.state, life.wanted);
        assertThat(SandboxSpec.upper(life.state)).doesNotExist();
        assertThat(life.own()).hasSize(1);
        assertThat(snapshots.bytes(life.state)).isPositive();
        assertThat(life.run("cat mine more")).isEqualTo("later\nmore\n");
        assertThat(life.fork(turn, "fork").run("cat mine; ls")).isEqualTo("turn\nfile\nmine\n");
    }

    @Test
    void aLayerThatWasOnlyIntendedIsSweptThoughItIsNamed() throws Exception {
        Life life = new Life("stopped");
        life.run("echo one > mine");
        life.end();
        String key = SealedLayers.key("half");
        new StackFile(life.state).intend(Stack.EMPTY.withSealed(SnapshotId.fresh(), key));
        Files.createDirectories(layers.resolve(key));
        snapshots.sweep(this::states);
        assertThat(kept()).isEmpty();
        assertThat(life.run("cat mine")).isEqualTo("one\n");
    }

    @Test
    void anUndoBringsTheFilesBackAndAnotherTheOnesThatWereUndone() throws Exception {
        Life life = new Life("undone");
        life.run("echo one > mine");
        SnapshotId one = life.take();
        life.run("echo two > mine; echo new > ~/note; rm file");
        SnapshotId two = life.take();
        life.undo("first", one);
        assertThat(life.run("cat file mine; ls ~")).isEqualTo("base\none\n");
        life.run("echo three > mine");
        SnapshotId three = life.take();
        life.undo("second", two);
        assertThat(life.run("cat mine ~/note; ls")).isEqualTo("two\nnew\nmine\n");
        life.undo("third", null);
        assertThat(life.run("ls; cat file")).isEqualTo("file\nbase\n");
        life.undo("fourth", three);
        assertThat(life.run("cat mine")).isEqualTo("three\n");
        Awaitility.await("what was undone is deleted")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    try (var all = Files.list(life.state)) {
                        return all.noneMatch(
                                path -> path.getFileName().toString().startsWith("undone-"));
                    }
                });
    }

    @Test
    void anUndoToFilesThatAreGoneIsRefusedAndChangesNothing() throws Exception {
        Life life = new Life("gone");
        life.run("echo one > mine");
        SnapshotId one = life.take();
        life.run("echo two > mine");
        Trees.delete(layers.resolve(SealedLayers.key(one.value())));
        assertThat(snapshots.holds(life.state, one)).isFalse();
        life.undo("first", one);
        assertThatThrownBy(life::sandbox).isInstanceOf(SandboxException.class).hasMessageContaining("not here");
        assertThatThrownBy(() -> life.fork(one, "fork")).isInstanceOf(IOException.class);
        life.wanted = Snapshots.Wanted.AS_IT_IS;
        assertThat(life.run("cat mine")).isEqualTo("two\n");
    }

    @Test
    void aForkOfAForkOutlivesBothAndTheSweepTakesTheRest() throws Exception {
        Life first = new Life("first");
        first.run("echo one > one");
        SnapshotId one = first.take();
        first.run("echo later > later");
        SnapshotId later = first.take();
        Life second = first.fork(one, "second", one);
        assertThat(snapshots.holds(second.state, one)).isTrue();
        assertThat(snapshots.holds(second.state, later)).as("not its past").isFalse();
        second.run(MUCH + "; echo two > ../two");
        SnapshotId two = second.take();
        Life third = second.fork(two, "third");
        snapshots.sweep(this::states);
        assertThat(kept()).hasSize(3);
        first.end();
        second.end();
        Trees.delete(first.state);
        Trees.delete(second.state);
        Files.createDirectories(layers.resolve(SealedLayers.key("halfmade0001")).resolve("upper"));
        Files.createDirectories(layers.resolve("someone-elses"));
        snapshots.sweep(this::states);
        assertThat(kept())
                .containsExactlyInAnyOrder(
                        SealedLayers.key(one.value()), SealedLayers.key(two.value()), "someone-elses");
        assertThat(third.run("cat one two; test ! -e later && ls much* | wc -l").replace(" ", ""))
                .isEqualTo("one\ntwo\n2001\n");
        third.undo("to the beginning", null);
        assertThat(third.run("ls")).isEqualTo("file\n");
    }

    @Test
    void nothingIsSweptWhereTheNamesCannotBeRead() throws Exception {
        Life life = new Life("damaged");
        life.run("echo one > one");
        life.take();
        Files.createDirectories(layers.resolve(SealedLayers.key("unnamed00001")));
        Path stack = life.state.resolve("stack");
        byte[] whole = Files.readAllBytes(stack);
        Files.write(stack, new byte[] {1, 2, 3});
        Set<String> before = kept();
        snapshots.sweep(this::states);
        assertThat(kept()).isEqualTo(before);
        Files.write(stack, whole);
        snapshots.sweep(this::states);
        assertThat(kept()).hasSize(before.size() - 1);
    }

    @Test
    void aMoveThatWasCutOffIsEndedOrDropped() throws Exception {
        for (String step : List.of("intended", "half of a folder", "moved")) {
            Life life = new Life("cut-" + step.hashCode());
            life.run("echo one > one");
            life.take();
            life.run("echo two > two");
            life.end();
            StackFile file = new StackFile(life.state);
            SnapshotId id = SnapshotId.fresh();
            String key = SealedLayers.key(id.value());
            file.intend(file.read().withSealed(id, key));
            if (!step.equals("intended")) Files.createDirectory(layers.resolve(key));
            if (step.equals("moved"))
                Files.move(SandboxSpec.upper(life.state), layers.resolve(key).resolve("upper"));
            // Whichever comes first: a sweep, or the next use.
            if (id.value().hashCode() % 2 == 0) snapshots.sweep(this::states);
            assertThat(life.run("cat one two; ls")).as(step).isEqualTo("one\ntwo\nfile\none\ntwo\n");
            assertThat(file.intended()).as(step).isEmpty();
            snapshots.sweep(this::states);
            assertThat(kept().contains(key)).as(step).isEqualTo(step.equals("moved"));
            assertThat(snapshots.holds(life.state, id)).as(step).isEqualTo(step.equals("moved"));
        }
    }

    @Test
    void anUndoThatWasCutOffIsDoneAgain() throws Exception {
        Life life = new Life("undo-cut");
        life.run("echo one > one");
        SnapshotId one = life.take();
        life.run("echo two > two");
        life.end();
        // What the sandbox had written was put aside, and then the machine stopped.
        Files.move(SandboxSpec.upper(life.state), life.state.resolve("undone-0"));
        life.undo("first", one);
        assertThat(life.run("ls")).isEqualTo("file\none\n");
    }
}
