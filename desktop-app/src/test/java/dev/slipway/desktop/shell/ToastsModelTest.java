package dev.slipway.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.action.Toast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class ToastsModelTest {
    private final ManualLater time = new ManualLater();
    private final ToastsModel toasts = new ToastsModel(time);
    private final List<String> happened = new ArrayList<>();

    private Toast undoable(String what) {
        return Toast.undoable(what, () -> happened.add("undo " + what), () -> happened.add("final " + what));
    }

    @Test
    void whatIsNotUndoneBecomesFinalAfterAWhile() {
        toasts.show(undoable("delete"));
        time.passes(Duration.ofSeconds(7));
        assertThat(happened).isEmpty();
        time.passes(Duration.ofSeconds(1));
        assertThat(happened).containsExactly("final delete");
        assertThat(toasts.shown()).isEmpty();
    }

    @Test
    void whoListensIsToldForAsLongAsTheModelLives() {
        List<Toast> seen = new ArrayList<>();
        toasts.shown().addListener((ListChangeListener<Toast>) change -> seen.addAll(change.getList()));
        System.gc();
        Toast toast = Toast.of("Copied");
        toasts.show(toast);
        assertThat(seen).containsExactly(toast);
    }

    @Test
    void whatIsUndoneNeverBecomesFinal() {
        Toast toast = undoable("delete");
        toasts.show(toast);
        toasts.act(toast);
        toasts.act(toast);
        toasts.dismiss(toast);
        time.passes(Duration.ofMinutes(1));
        toasts.close();
        assertThat(happened).containsExactly("undo delete");
    }

    @Test
    void closingTheWindowMakesEverythingFinalOnce() {
        toasts.show(undoable("one"));
        toasts.show(undoable("two"));
        toasts.close();
        time.passes(Duration.ofMinutes(1));
        assertThat(happened).containsExactly("final one", "final two");
    }

    @Test
    void theOldestMakesRoom() {
        for (int i = 1; i <= 5; i++) toasts.show(undoable("toast " + i));
        assertThat(toasts.shown()).hasSize(4);
        assertThat(happened).containsExactly("final toast 1");
    }
}
