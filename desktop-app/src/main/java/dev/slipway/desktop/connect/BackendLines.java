package dev.slipway.desktop.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.beans.InvalidationListener;
import javafx.scene.layout.VBox;

/// The backends, one below the other. Listens until it is closed.
final class BackendLines extends VBox {
    private final BackendsModel model;
    private final Predicate<Backend> which;
    private final List<BackendLine> shown = new ArrayList<>();
    private final InvalidationListener again = property -> show();

    BackendLines(BackendsModel model, Predicate<Backend> which) {
        this.model = model;
        this.which = which;
        getStyleClass().add("backend-lines");
        model.all().addListener(again);
        model.chosen().addListener(again);
        show();
    }

    void close() {
        model.all().removeListener(again);
        model.chosen().removeListener(again);
        shown.forEach(BackendLine::close);
    }

    private void show() {
        shown.forEach(BackendLine::close);
        shown.clear();
        for (Backend backend : model.all()) if (which.test(backend)) shown.add(new BackendLine(model, backend));
        getChildren().setAll(shown);
        setVisible(!shown.isEmpty());
        setManaged(!shown.isEmpty());
    }
}
