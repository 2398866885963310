package dev.slipway.desktop.shell;

import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.connection.Pin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The words that are shown now, oldest first. When it is closed, what could still be undone becomes final.
public final class ToastsModel implements AutoCloseable {
    private static final Duration PLAIN = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final int MOST = 4;

    private final Later later;
    private final ObservableList<Toast> shown = FXCollections.observableArrayList();
    private final ObservableList<Toast> offered = FXCollections.unmodifiableObservableList(shown);
    private final Map<Toast, Pin> timers = new HashMap<>();

    ToastsModel(Later later) {
        this.later = later;
    }

    public ObservableList<Toast> shown() {
        return offered;
    }

    public void show(Toast toast) {
        if (shown.contains(toast)) return;
        if (shown.size() == MOST) dismiss(shown.getFirst());
        shown.add(toast);
        boolean lasts = toast.action() != null || toast.kind() == Toast.Kind.problem;
        timers.put(toast, later.after(lasts ? LONG : PLAIN, () -> dismiss(toast)));
    }

    /// What its button does.
    public void act(Toast toast) {
        if (!take(toast)) return;
        Runnable run = toast.run();
        if (run != null) run.run();
    }

    public void dismiss(Toast toast) {
        if (!take(toast)) return;
        Runnable gone = toast.gone();
        if (gone != null) gone.run();
    }

    @Override
    public void close() {
        List.copyOf(shown).forEach(this::dismiss);
    }

    private boolean take(Toast toast) {
        if (!shown.remove(toast)) return false;
        Pin timer = timers.remove(toast);
        if (timer != null) timer.release();
        return true;
    }
}
