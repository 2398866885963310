package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/// What stays of images, and what goes.
class ImageSweepTest extends ImagesScene {
    @Test
    void anImageOutlivesTheBackendAndItsNewestBuildsAreListed() throws Exception {
        environment("setup: echo once > ~/made\n");
        project.commit("First");
        Image image = built();
        images.close();
        open(new Images.Room(10L << 30, 1));
        assertThat(images.current(name())).contains(image);
        assertThat(images.report().details(mirror()).builds()).hasSize(1);
        try (Sandbox sandbox = session(images.current(name()).orElseThrow())) {
            assertThat(run(sandbox, "cat ~/made")).isEqualTo("once\n");
        }
    }

    @Test
    void aReplacedImageGoesWhenNoSessionStandsOnIt() throws Exception {
        environment("setup: echo one > ~/made\n");
        project.commit("First");
        Image first = built();
        needed.addAll(first.layers());
        Files.createDirectories(temp.resolve("layers/turn-of-another/upper"));
        environment("setup: echo two > ~/made\n");
        project.commit("Second");
        Image second = built();
        assertThat(layerFolders()).containsAll(first.layers()).containsAll(second.layers());
        needed.clear();
        sweptUntil(
                () -> assertThat(layerFolders()).doesNotContain(first.layers().getLast()));
        assertThat(layerFolders()).containsAll(second.layers()).contains("turn-of-another");
        open(new Images.Room(10L << 30, 1));
        assertThat(layerFolders()).as("what isn't ours stays at a start, too").contains("turn-of-another");
    }

    @Test
    void whereThereIsNoRoomWhatWasUsedLongestAgoGoes() throws Exception {
        environment("setup: head -c 3000000 /dev/urandom > ~/large\n");
        project.commit("First");
        Image first = built();
        images.close();
        open(new Images.Room(1 << 20, 1));
        needed.addAll(first.layers());
        images.sweep();
        assertThat(layerFolders()).containsAll(first.layers());
        needed.clear();
        sweptUntil(
                () -> assertThat(layerFolders()).doesNotContain(first.layers().getLast()));
        assertThat(told).contains("removed project");
        assertThat(images.current(name())).isEmpty();
        assertThat(temp.resolve("images")).isEmptyDirectory();
        assertThat(images.report().diskBytes()).isLessThan(1 << 20);
    }

    @Test
    void whatARepositoryLeavesGoesWithItAlsoInTheMiddleOfABuild() throws Exception {
        environment("setup: echo begun; sleep 1000\n");
        project.commit("Slow");
        images.build(mirror(), BuildWay.usual).orElseThrow();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log().contains("begun"));
        images.forget(name());
        assertThat(layerFolders()).isEmpty();
        assertThat(temp.resolve("builds")).isEmptyDirectory();
    }

    @Test
    void onlyTheLastTwentyLogsAreKeptAndEachIsBounded() throws Exception {
        environment("build: yes | head -c 6000000; echo $SLIPWAY_COMMIT the end\n");
        project.commit("Loud");
        built();
        Path log = temp.resolve("builds/project")
                .resolve(images.report().details(mirror()).builds().getFirst().buildId() + ".log");
        assertThat(Files.size(log)).isBetween(BuildOutput.MOST_BYTES, BuildOutput.MOST_BYTES + (64 << 10));
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).anyMatch(line -> line.matches("\\[\\d+ bytes are left out here\\]"));
        assertThat(lines).contains(project.head() + " the end");
        assertThat(lines.getLast()).startsWith("Ready after");
        environment("build: \"true\"\n");
        project.commit("Quiet");
        for (int i = 0; i < ImageFiles.KEPT_BUILDS + 2; i++) build(BuildWay.usual);
        assertThat(images.report().details(mirror()).builds()).hasSize(ImageFiles.KEPT_BUILDS);
        assertThat(log).doesNotExist();
    }

    @Test
    void aMovedBranchIsBuiltByItself() throws Exception {
        environment("setup: echo one\n");
        project.commit("First");
        mirror();
        images.begin();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> images.current(name()).isPresent());
        String second = project.commit("Second");
        images.look(mirror());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> images.current(name()).orElseThrow().commit().equals(second));
    }

    /// The end of a build sweeps as well, and who comes while another one does looks again later.
    private void sweptUntil(ThrowingRunnable told) {
        Awaitility.await().untilAsserted(() -> {
            images.sweep();
            told.run();
        });
    }
}
