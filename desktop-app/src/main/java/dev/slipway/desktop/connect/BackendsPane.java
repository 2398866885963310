package dev.slipway.desktop.connect;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Theme;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

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
        getChildren().addAll(title, lines, start(), other, form);
    }

    /// How this machine's is started, while it isn't there.
    private VBox start() {
        Label words = new Label("This machine's is started " + model.start().where() + ":");
        words.getStyleClass().add("text-faint");
        words.setWrapText(true);
        TextField command = new TextField(model.start().command());
        command.setEditable(false);
        command.getStyleClass().add("mono");
        HBox.setHgrow(command, Priority.ALWAYS);
        HBox line = new HBox(4, command, Buttons.icon(Material2AL.CONTENT_COPY, "Copy", model::copyStart));
        line.setAlignment(Pos.CENTER_LEFT);
        VBox start = new VBox(4, words, line);
        start.setVisible(!model.isHere());
        start.setManaged(start.isVisible());
        return start;
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
