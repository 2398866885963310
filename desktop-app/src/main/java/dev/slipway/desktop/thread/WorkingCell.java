package dev.slipway.desktop.thread;

import dev.slipway.desktop.design.StateDot;
import dev.slipway.desktop.flow.Cell;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Something goes on that shows nothing yet.
final class WorkingCell implements Cell<Row>, RowCells.Ticking {
    private final ThreadModel model;
    private final StateDot dot = new StateDot();
    private final Label words = new Label();
    private final Label time = new Label();
    private final HBox node;
    private Row.@Nullable Working shown;

    WorkingCell(ThreadModel model) {
        this.model = model;
        StackPane sign = new StackPane(dot);
        sign.setMinSize(16, 16);
        words.getStyleClass().add("text-faint");
        time.getStyleClass().addAll("text-faint", "text-small");
        node = new HBox(8, sign, words, time);
        node.setAlignment(Pos.CENTER_LEFT);
        node.getStyleClass().add("working");
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row row) {
        if (!(row instanceof Row.Working working)) return;
        shown = working;
        dot.show("working", true);
        tick(model.now().get());
    }

    @Override
    public void tick(long nowMs) {
        Row.Working now = shown;
        if (now == null) return;
        long left = now.untilMs() - nowMs;
        boolean waits = left >= 1_000;
        words.setText(now.words() + (waits ? " in " + Texts.left(left) : "…"));
        time.setText(now.untilMs() > 0 ? "" : Texts.elapsed(now.sinceMs(), nowMs));
    }

    @Override
    public void gone() {
        dot.show("working", false);
    }
}
