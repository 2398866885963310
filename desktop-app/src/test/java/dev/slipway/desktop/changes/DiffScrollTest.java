package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.FileChange;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.util.WaitForAsyncUtils;

/// A large diff is scrolled through with few nodes. How long frames take is printed and not judged: machines differ.
class DiffScrollTest {
    private static final int FRAMES = 90;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "side by side {0}")
    @ValueSource(booleans = {false, true})
    void aDiffOfTenThousandLinesIsScrolledWithAWindowfulOfNodes(boolean split) throws InterruptedException {
        try (Scene scene = new Scene(folder, folder)) {
            large(scene.source, 10_000);
            scene.settings.change(s -> s.withSplitDiff(split));
            try (Window window = Window.show(1100, 800, ThemeChoice.dark, () -> new ChangesPane(scene.model()))) {
                Window.run(() -> scene.model().diff().act("src/Large.java"));
                DiffView view = window.lookup("#diff").query();
                WaitForAsyncUtils.waitForFxEvents();
                assertThat(Window.on(() -> scene.model().diff().rows().get().size()))
                        .isGreaterThan(5_000);
                scroll(view, 60);
                double[] frames = scroll(view, 60);
                double[] leaps = scroll(view, 2000);
                System.out.printf(
                        "diff of 10,000 lines, split %s: frame ms median %.1f p99 %.1f max %.1f; leaps median %.1f max %.1f; work ms median %.2f max %.2f%n",
                        split,
                        at(frames, 0.5),
                        at(frames, 0.99),
                        at(frames, 1),
                        at(leaps, 0.5),
                        at(leaps, 1),
                        at(work, 0.5),
                        at(work, 1));
                assertThat(scene.model().diff().rows().get().size()).isGreaterThan(5_000);
                assertThat(Window.on(() -> count(view))).isLessThan(2_000);
            }
        }
    }

    private double[] work = {};

    /// How long each frame took, in milliseconds.
    private double[] scroll(DiffView view, double by) throws InterruptedException {
        double[] took = new double[FRAMES];
        double[] worked = new double[FRAMES];
        CountDownLatch done = new CountDownLatch(1);
        Window.run(() -> new AnimationTimer() {
            private long before;
            private int frame;

            @Override
            public void handle(long now) {
                long at = System.nanoTime();
                if (before != 0) took[frame++] = (at - before) / 1e6;
                before = at;
                if (frame == FRAMES) {
                    stop();
                    done.countDown();
                    return;
                }
                view.scrollBy(by);
                view.applyCss();
                view.layout();
                worked[frame] = (System.nanoTime() - at) / 1e6;
            }
        }.start());
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        Arrays.sort(took);
        Arrays.sort(worked);
        work = worked;
        return took;
    }

    private static double at(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
    }

    private static int count(Node node) {
        int all = 1;
        if (node instanceof Parent parent) for (Node child : parent.getChildrenUnmodifiable()) all += count(child);
        return all;
    }

    private static void large(FakeSource source, int lines) {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < lines / 2; i++) {
            before.append("        String value")
                    .append(i)
                    .append(" = compute(\"old\", ")
                    .append(i)
                    .append("); // a comment\n");
            after.append("        String value")
                    .append(i)
                    .append(" = compute(\"fresh\", ")
                    .append(i)
                    .append("); // a comment\n");
        }
        source.with("src/Large.java", before.toString(), after.toString());
        assertThat(source.files.get("src/Large.java"))
                .isEqualTo(new FileChange("src/Large.java", FileChange.Kind.modified, lines / 2, lines / 2, false));
    }
}
