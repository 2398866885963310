package dev.slipway.desktop.details;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.details.EventsModel.EventLine;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The log's events, a line each; the chosen one is written out below.
final class EventsPane extends VBox {
    private static final double ROW = 24;

    private final EventsModel model;
    private final ListView<EventLine> list = new ListView<>();
    private final TextArea whole = new TextArea();

    EventsPane(EventsModel model) {
        this.model = model;
        getStyleClass().add("events");
        TextField filter = new TextField();
        filter.setId("event-filter");
        filter.setPromptText("Filter by type or text");
        filter.textProperty().bindBidirectional(model.filter());
        HBox.setHgrow(filter, Priority.ALWAYS);
        Button older = Buttons.of("Older", model::readOlder);
        older.disableProperty().bind(model.hasOlder().not());
        Button copy = Buttons.of("Copy", this::copy);
        copy.disableProperty()
                .bind(list.getSelectionModel().selectedItemProperty().isNull());
        HBox top = new HBox(8, filter, older, copy);
        top.setAlignment(Pos.CENTER_LEFT);
        top.getStyleClass().add("events-top");
        list.setId("events");
        list.setItems(model.shown());
        list.setFixedCellSize(ROW);
        list.setCellFactory(view -> new Cell());
        list.setPlaceholder(new Label("No event is like that"));
        whole.setEditable(false);
        whole.getStyleClass().add("mono");
        list.getSelectionModel().selectedItemProperty().subscribe(this::choose);
        model.shown().addListener((ListChangeListener<EventLine>) change -> follow());
        follow();
        SplitPane split = new SplitPane(list, whole);
        split.setOrientation(javafx.geometry.Orientation.VERTICAL);
        split.setDividerPositions(0.6);
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().addAll(top, split);
    }

    /// The newest is in view while none is chosen.
    private void follow() {
        if (list.getSelectionModel().isEmpty() && !model.shown().isEmpty())
            list.scrollTo(model.shown().size() - 1);
    }

    private void choose(@Nullable EventLine line) {
        whole.setText(line == null ? "Choose an event to read it whole." : model.pretty(line));
    }

    private void copy() {
        EventLine line = list.getSelectionModel().getSelectedItem();
        if (line != null) model.copy(line);
    }

    private static final class Cell extends ListCell<EventLine> {
        @Override
        protected void updateItem(@Nullable EventLine line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().remove("mono");
            if (empty || line == null) {
                setText(null);
                return;
            }
            getStyleClass().add("mono");
            setText("%5d  %s  %-18s %s".formatted(line.seq(), line.time(), line.type(), line.line()));
        }
    }
}
