package dev.slipway.desktop.thread;

import dev.slipway.desktop.flow.Cell;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/// Several things in one line.
final class FoldCell implements Cell<Row>, RowCells.Ticking {
    private final ThreadModel model;
    private final LineHead head;
    private final StackPane node;
    private Row.@Nullable Fold fold;

    FoldCell(ThreadModel model) {
        this.model = model;
        head = new LineHead(() -> {
            if (fold != null) model.toggle(fold.key());
        });
        node = new StackPane(head);
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row row) {
        if (!(row instanceof Row.Fold now)) return;
        fold = now;
        node.getStyleClass().setAll("fold-" + now.kind());
        head.words(now.text(), now.running() ? now.detail() : "", false);
        head.result(now.running() ? "" : now.detail(), now.detail().endsWith("failed") ? "text-red" : "text-faint");
        head.sign(icon(now.kind()), now.running());
        head.open(now.open());
        tick(model.now().get());
    }

    @Override
    public void tick(long nowMs) {
        if (fold != null) head.time(Texts.elapsed(fold.sinceMs(), nowMs));
    }

    @Override
    public void gone() {
        head.rest();
    }

    private static Ikon icon(Row.Fold.Kind kind) {
        return switch (kind) {
            case reads -> Material2MZ.VISIBILITY;
            case thinking -> Material2AL.LIGHTBULB;
            case summary -> Material2MZ.NOTES;
            case undone -> Material2MZ.UNDO;
        };
    }
}
