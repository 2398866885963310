package dev.slipway.desktop.shell;

import dev.slipway.desktop.shell.PaletteModel.Entry;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One field that finds everything: type, arrows, Enter; Esc leaves.
final class PalettePane extends VBox {
    private static final double ROW = 36;
    private static final int ROWS = 10;

    private final PaletteModel model;
    private final TextField field = new TextField();
    private final ListView<Entry> list = new ListView<>();

    PalettePane(PaletteModel model) {
        this.model = model;
        setId("palette");
        getStyleClass().addAll("overlay", "palette");
        setMaxSize(560, Region.USE_PREF_SIZE);
        field.setId("palette-field");
        field.setPromptText("Sessions, repositories, commands");
        field.textProperty().bindBidirectional(model.typed());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setItems(model.found());
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new Cell());
        list.setPlaceholder(new Label("Nothing is called that"));
        // After the list, which forgets the choice when there is something else in it.
        model.found().addListener((ListChangeListener<Entry>) change -> fit());
        model.chosen().subscribe(now -> choose(now.intValue()));
        fit();
        getChildren().addAll(field, list);
    }

    void focusField() {
        field.requestFocus();
    }

    private void fit() {
        list.setPrefHeight(ROW * Math.clamp(model.found().size(), 2, ROWS) + 2);
        choose(model.chosen().get());
    }

    private void choose(int index) {
        list.getSelectionModel().select(index);
        list.scrollTo(Math.max(0, index - ROWS / 2));
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> model.move(1);
            case UP -> model.move(-1);
            case ENTER -> model.run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private final class Cell extends ListCell<Entry> {
        private final Label title = new Label();
        private final Label note = new Label();
        private final HBox keys = new HBox(4);
        private final HBox line = new HBox(12, title, note, keys);

        Cell() {
            line.setAlignment(Pos.CENTER_LEFT);
            title.setMinWidth(0);
            note.setMinWidth(0);
            note.setMaxWidth(Double.MAX_VALUE);
            note.getStyleClass().addAll("text-faint", "text-small");
            keys.setAlignment(Pos.CENTER_RIGHT);
            keys.setMinWidth(Region.USE_PREF_SIZE);
            HBox.setHgrow(note, Priority.ALWAYS);
            setOnMouseClicked(event -> {
                if (getItem() != null) model.run(getItem());
            });
        }

        @Override
        protected void updateItem(@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setGraphic(empty || entry == null ? null : line);
            if (empty || entry == null) return;
            title.setText(entry.title());
            note.setText(entry.note() == null ? "" : entry.note());
            keys.getChildren()
                    .setAll(Keys.each(entry.keys()).stream().map(Keys::cap).toList());
        }
    }
}
