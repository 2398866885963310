package dev.slipway.desktop.connect;

import dev.slipway.desktop.design.Theme;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The backends, and a form that adds one.
public final class BackendsPane extends VBox {
    private static final double WIDEST = 560;

    private final BackendsModel model;
    private final BackendLines lines;
    private final AddForm form;

    public BackendsPane(BackendsModel model) {
        super(16);
        this.model = model;
        Theme.style(this, BackendsPane.class, "connect.css");
        getStyleClass().add("backends");
        setMaxWidth(WIDEST);
        Label title = new Label("Backends");
        title.getStyleClass().add("text-title");
        Label other = new Label("Another one");
        other.getStyleClass().add("text-strong");
        lines = new BackendLines(model, backend -> true);
        form = new AddForm(model);
        getChildren().addAll(title, lines, other, form);
    }

    public void focusFirst() {
        form.focusFirst();
    }

    /// Lets go of what it listens to.
    public void close() {
        lines.close();
        model.close();
    }
}
