package dev.slipway.desktop.changes;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Theme;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What the session changed: the files at the left of their diffs, or above them where it is narrow.
public final class ChangesPane extends VBox {
    private static final double SPLIT_FROM = 900;
    private static final double BESIDE_FROM = 720;
    private static final double LIST_WIDTH = 264;

    private final ChangesModel model;
    private final FileList list;
    private final DiffView diff;
    private final BorderPane body = new BorderPane();

    public ChangesPane(ChangesModel model) {
        this.model = model;
        Theme.style(this, ChangesPane.class, "changes.css");
        getStyleClass().add("changes");
        list = new FileList(model);
        diff = new DiffView(model);
        body.setCenter(diff);
        body.setMinHeight(0);
        VBox empty = empty();
        StackPane middle = new StackPane(body, empty);
        middle.setMinHeight(0);
        VBox.setVgrow(middle, Priority.ALWAYS);
        body.visibleProperty().bind(model.state().isEqualTo(ChangesModel.State.shown));
        empty.visibleProperty().bind(body.visibleProperty().not());
        getChildren().addAll(new ChangesBar(model), new ApplyStrip(model.apply()), beside(), middle);
        widthProperty().addListener((property, before, now) -> arrange());
        model.files().addListener((javafx.collections.ListChangeListener<Object>) change -> arrange());
        arrange();
    }

    /// Where the keys of the diff are heard.
    public void focusDiff() {
        diff.requestFocus();
    }

    public void focusFilter() {
        list.focusFilter();
    }

    private void arrange() {
        double width = getWidth();
        model.wide().set(width >= SPLIT_FROM);
        boolean left = width >= BESIDE_FROM;
        list.setPrefWidth(left ? LIST_WIDTH : USE_COMPUTED_SIZE);
        list.setPrefHeight(left ? USE_COMPUTED_SIZE : list.heightOnTop());
        list.setMinHeight(left ? 0 : Math.min(list.heightOnTop(), 120));
        list.getStyleClass().setAll("file-list", left ? "hairline-right" : "hairline-bottom");
        if (left && body.getLeft() == null) {
            body.setTop(null);
            body.setLeft(list);
        } else if (!left && body.getTop() == null) {
            body.setLeft(null);
            body.setTop(list);
        }
    }

    private Label beside() {
        Label label = new Label();
        label.getStyleClass().addAll("text-small", "text-faint", "changes-beside");
        label.setWrapText(true);
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMinHeight(USE_PREF_SIZE);
        label.textProperty().bind(model.beside());
        label.visibleProperty()
                .bind(model.beside().isNotEmpty().and(model.state().isEqualTo(ChangesModel.State.shown)));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private VBox empty() {
        Label words = new Label();
        words.setId("changes-empty");
        words.getStyleClass().add("text-faint");
        words.setWrapText(true);
        words.setMaxWidth(360);
        words.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.state().get() == ChangesModel.State.reading
                                ? "Reading the changes…"
                                : model.words().get(),
                        model.state(),
                        model.words()));
        Button again = Buttons.of("Try again", model::read);
        again.visibleProperty().bind(model.state().isEqualTo(ChangesModel.State.failed));
        again.managedProperty().bind(again.visibleProperty());
        VBox empty = new VBox(12, words, again);
        empty.setAlignment(Pos.CENTER);
        empty.getStyleClass().add("changes-empty");
        return empty;
    }
}
