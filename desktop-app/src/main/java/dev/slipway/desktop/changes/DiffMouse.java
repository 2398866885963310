package dev.slipway.desktop.changes;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// What the mouse does in a diff: selects lines, folds files, opens gaps.
final class DiffMouse {
    private final DiffView view;
    private final DiffModel model;
    private boolean dragging;

    DiffMouse(DiffView view, DiffModel model) {
        this.view = view;
        this.model = model;
    }

    void listen() {
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> dragging = false);
        view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    }

    private void pressed(MouseEvent event) {
        view.requestFocus();
        if (event.getButton() != MouseButton.PRIMARY || isControl(event)) return;
        Row row = row(event.getY());
        if (row instanceof Row.Line || row instanceof Row.Pair) {
            dragging = true;
            model.select(view.rowAt(event.getY()), view.sideAt(event.getX()), event.isShiftDown());
        }
        event.consume();
    }

    private void dragged(MouseEvent event) {
        if (!dragging) return;
        double y = event.getY();
        if (y < 0 || y > view.getHeight()) view.scrollBy(y < 0 ? -CodeStrip.HEIGHT : CodeStrip.HEIGHT);
        model.select(view.rowAt(Math.clamp(y, 0, view.getHeight() - 1)), Selection.Side.both, true);
        event.consume();
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || isControl(event) || !event.isStillSincePress()) return;
        switch (row(event.getY())) {
            case Row.File file -> model.fold(file.path());
            case Row.Gap gap -> model.open(gap);
            case Row.Note note -> {}
            case Row.Line line -> {}
            case Row.Pair pair -> {}
            case null -> {}
        }
        event.consume();
    }

    private @Nullable Row row(double y) {
        int at = view.rowAt(y);
        List<Row> rows = model.rows().get();
        return at >= 0 && at < rows.size() ? rows.get(at) : null;
    }

    private boolean isControl(MouseEvent event) {
        Node node = event.getTarget() instanceof Node target ? target : null;
        while (node != null && node != view) {
            if (node instanceof ButtonBase || node instanceof ScrollBar) return true;
            node = node.getParent();
        }
        return false;
    }
}
