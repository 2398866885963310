package dev.slipway.desktop.connect;

import dev.slipway.desktop.design.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The backends, and a form that adds one.
public final class BackendsPane extends VBox {
    private final BackendsModel model;
    private final VBox lines = new VBox();
    private final AddForm form;
    private final List<BackendLine> shown = new ArrayList<>();
    private final InvalidationListener again = property -> show();

    public BackendsPane(BackendsModel model) {
        super(16);
        this.model = model;
        Theme.style(this, BackendsPane.class, "connect.css");
        getStyleClass().add("backends");
        Label title = new Label("Backends");
        title.getStyleClass().add("text-title");
        Label other = new Label("Another one");
        other.getStyleClass().add("text-strong");
        form = new AddForm(model);
        lines.getStyleClass().add("backend-lines");
        getChildren().addAll(title, lines, other, form);
        model.all().addListener(again);
        model.chosen().addListener(again);
        show();
    }

    public void focusFirst() {
        form.focusFirst();
    }

    /// Lets go of what it listens to.
    public void close() {
        model.all().removeListener(again);
        model.chosen().removeListener(again);
        shown.forEach(BackendLine::close);
        model.close();
    }

    private void show() {
        shown.forEach(BackendLine::close);
        shown.clear();
        for (Backend backend : model.all()) shown.add(new BackendLine(model, backend));
        lines.getChildren().setAll(shown);
    }
}
