package dev.slipway.desktop.connect;

import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.StateDot;
import dev.slipway.desktop.design.Wrapping;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2AL;

/// One backend: how it stands with it, and a button that shows it. Listens until it is closed.
final class BackendLine extends HBox {
    /// Characters of a line in the tooltip.
    private static final int TOOLTIP = 60;

    private final Backend backend;
    private final StateDot dot = new StateDot();
    private final Label state = new Label();
    private final Tooltip whole = new Tooltip();
    private final ChangeListener<Object> told = (property, before, now) -> show();
    private @Nullable Connection listening;

    BackendLine(BackendsModel model, Backend backend) {
        super(12);
        this.backend = backend;
        getStyleClass().add("backend-line");
        setAlignment(Pos.CENTER_LEFT);
        Label name = new Label(backend.words());
        name.getStyleClass().add("text-strong");
        state.getStyleClass().addAll("text-small", "text-faint");
        state.setWrapText(true);
        state.setMinHeight(USE_PREF_SIZE);
        state.setTooltip(whole);
        VBox words = new VBox(2, name, state);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        boolean chosen = model.chosen().get() == backend;
        Button show = Buttons.of(chosen ? "Shown" : "Show", () -> model.choose(backend));
        show.setDisable(chosen);
        show.setAccessibleText("Show " + backend.words());
        show.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(dot, words, show);
        if (!backend.isThisMachine()) {
            Button remove =
                    Buttons.icon(Material2AL.DELETE_OUTLINE, "Remove " + backend.words(), () -> model.remove(backend));
            remove.setMinWidth(USE_PREF_SIZE);
            getChildren().add(remove);
        }
        backend.connection().addListener(told);
        show();
    }

    void close() {
        backend.connection().removeListener(told);
        if (listening != null) listening.status().removeListener(told);
        listening = null;
    }

    private void show() {
        Connection now = backend.connection().get();
        if (now != listening) {
            if (listening != null) listening.status().removeListener(told);
            if (now != null) now.status().addListener(told);
            listening = now;
        }
        dot.show(dot(now == null ? null : now.status().get().state()), false);
        String words = backend.state();
        state.setText(words);
        whole.setText(Wrapping.cut(words, TOOLTIP));
    }

    private static String dot(Status.@Nullable State state) {
        return switch (state) {
            case null -> "offline";
            case connecting -> "starting";
            case online -> "done";
            case offline -> "offline";
            case refused -> "failed";
        };
    }
}
