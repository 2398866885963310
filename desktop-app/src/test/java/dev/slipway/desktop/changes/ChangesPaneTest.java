package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.Refusals;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.Applied;
import dev.slipway.protocol.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// What a person does with mouse and keyboard.
class ChangesPaneTest {
    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(folder, folder);
        ChangesPicturesTest.fill(scene.source);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void theKeysGoThroughChangesAndFilesAndFold() {
        try (Window window = show(1000, ThemeChoice.light)) {
            window.clickOn("#diff");
            Window.run(() -> model().diff().selectNothing());
            window.type(KeyCode.N);
            until(() -> model().diff().current() instanceof Row.Line line
                    && line.shown().text().contains("name + 42"));
            window.type(KeyCode.J);
            until(() -> model().diff().current() instanceof Row.File file
                    && file.path().startsWith("docs/a-very"));
            window.type(KeyCode.ENTER);
            until(() -> model().diff().current() instanceof Row.File file && file.folded());
            window.type(KeyCode.K).type(KeyCode.SPACE);
            until(() -> model().diff().rows().get().get(1) instanceof Row.File);
            window.picture("changes-folded");
        }
    }

    @Test
    void linesAreSelectedByDraggingAndCopied() {
        try (Window window = show(1000, ThemeChoice.light)) {
            window.clickOn("#diff");
            Window.run(() -> model().diff().selectNothing());
            Bounds diff = Window.on(() -> {
                Node node = window.lookup("#diff").query();
                return node.localToScreen(node.getBoundsInLocal());
            });
            double x = diff.getMinX() + 200;
            double y = diff.getMinY() + FileRow.HEIGHT + WordsRow.GAP_HEIGHT + 10;
            window.drag(x, y).dropTo(x, y + 2 * CodeStrip.HEIGHT);
            window.press(KeyCode.SHORTCUT).type(KeyCode.C).release(KeyCode.SHORTCUT);
            until(() -> !scene.navigation.copied.isEmpty());
            assertThat(scene.navigation.copied).containsExactly("\n\tString greet(String name) {\n\t\t// Quietly.");
        }
    }

    @Test
    void aGapOpensWithAClick() {
        try (Window window = show(1000, ThemeChoice.light)) {
            window.clickOn("⋯ Show 24 lines");
            until(() -> scene.source.asked.contains("diff src/main/java/org/example/Greeter.java 1000000"));
            until(() -> model().diff().rows().get().stream()
                    .noneMatch(row -> row instanceof Row.Gap gap && gap.count() == 24));
        }
    }

    @Test
    void choosingAFileGoesToItsDiffAndTheFilterNarrows() {
        try (Window window = show(1000, ThemeChoice.light)) {
            window.clickOn(listed(window, "gone.py"));
            until(() -> model().diff().inFront().get().equals("old/gone.py"));
            window.clickOn(listed(window, "big.csv"));
            until(() -> model().diff().inFront().get().equals("big.csv"));
            window.clickOn("#file-filter").write("greet");
            until(() -> model().files().size() == 1);
        }
    }

    @Test
    void theHalvesAreSideBySideWhenTheButtonIsPressed() {
        try (Window window = show(1000, ThemeChoice.light)) {
            window.clickOn("#split");
            until(() -> model().split().get());
            until(() -> model().diff().rows().get().stream().anyMatch(Row.Pair.class::isInstance));
        }
    }

    @Test
    void applyingAsksAndTells() {
        scene.source.applied = CompletableFuture.completedFuture(new Applied(List.of("src/x", "src/y")));
        try (Window window = show(560, ThemeChoice.dark)) {
            window.clickOn("#apply");
            window.picture("changes-asked");
            window.type(KeyCode.ENTER);
            until(() -> model().apply().state().get().step() == ApplyModel.Step.done);
            window.picture("changes-applied");
            window.clickOn("Close");
            until(() -> !window.lookup("#apply-strip").query().isVisible());
        }
    }

    @Test
    void aRefusalStandsThereWhole() {
        String why = "Your checkout has changes of its own in the same files, and they would be overwritten:\n"
                + "src/main/java/org/example/Greeter.java\nrun.sh\nCommit or stash them, and apply again.";
        scene.source.applied = CompletableFuture.failedFuture(Refusals.of(ErrorCode.conflict, why));
        try (Window window = show(360, ThemeChoice.light)) {
            window.clickOn("#apply").type(KeyCode.ENTER);
            until(() -> model().apply().state().get().step() == ApplyModel.Step.refused);
            window.picture("changes-refused");
        }
    }

    @Test
    void emptyStatesTeachTheNextStep() {
        scene.source.files.clear();
        try (Window window = show(360, ThemeChoice.dark)) {
            window.picture("changes-empty");
            Window.run(() -> scene.begins("turn01", "Shout"));
            until(() -> window.lookup("#changes-empty").queryLabeled().getText().startsWith("Working"));
            window.picture("changes-working");
        }
    }

    private Window show(int width, ThemeChoice theme) {
        return Window.show(width, 700, theme, () -> new ChangesPane(model()));
    }

    private static Node listed(Window window, String name) {
        return window.from(window.lookup("#files").queryAll())
                .lookup((Labeled l) -> name.equals(l.getText()))
                .query();
    }

    private ChangesModel model() {
        return scene.model();
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> Window.on(condition));
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
