package dev.slipway.desktop.changes;

import dev.slipway.protocol.FileChange;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The changed files, with a filter over them. Choosing one goes to its diff; the one that is being read is marked.
final class FileList extends VBox {
    private static final double LINE = 28;
    private static final double FILTER = 44;
    /// With fewer files one sees them all.
    private static final int FILTER_FROM = 6;
    private static final int SHOWN_ON_TOP = 5;

    private final ChangesModel model;
    private final ListView<FileChange> list;
    private final TextField filter = new TextField();
    private boolean following;

    FileList(ChangesModel model) {
        this.model = model;
        getStyleClass().add("file-list");
        filter.setId("file-filter");
        filter.setPromptText("Filter files");
        filter.textProperty().bindBidirectional(model.filter());
        VBox.setMargin(filter, new javafx.geometry.Insets(8, 8, 4, 8));
        list = new ListView<>(model.files());
        list.setId("files");
        list.setFixedCellSize(LINE);
        list.setCellFactory(view -> new Cell());
        list.setAccessibleText("Changed files");
        list.setMinHeight(0);
        Label none = new Label("No file's path holds that");
        none.getStyleClass().addAll("text-faint", "text-small");
        list.setPlaceholder(none);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(filter, list);
        list.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null && !following) model.diff().toFile(now.path(), true);
        });
        model.diff().inFront().addListener((property, before, now) -> follow(now));
        model.files().addListener((ListChangeListener<FileChange>) change -> fit());
        fit();
    }

    /// Filters by what is typed.
    void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    private void fit() {
        boolean many =
                model.files().size() >= FILTER_FROM || !model.filter().get().isEmpty();
        filter.setVisible(many);
        filter.setManaged(many);
        follow(model.diff().inFront().get());
    }

    /// How high it is where it lies above the diff.
    double heightOnTop() {
        int shown = Math.clamp(model.files().size(), 1, SHOWN_ON_TOP);
        return shown * LINE + 2 + (filter.isManaged() ? FILTER : 0);
    }

    private void follow(String path) {
        following = true;
        for (int i = 0; i < model.files().size(); i++) {
            if (!model.files().get(i).path().equals(path)) continue;
            if (list.getSelectionModel().getSelectedIndex() != i) {
                list.getSelectionModel().clearAndSelect(i);
                if (!list.isFocused()) list.scrollTo(Math.max(0, i - 2));
            }
            break;
        }
        following = false;
    }

    private static final class Cell extends ListCell<FileChange> {
        private final FileName name = new FileName();
        private final Label added = count("text-green");
        private final Label removed = count("text-red");
        private final HBox line = new HBox(8, name, added, removed);

        Cell() {
            line.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(name, Priority.ALWAYS);
            setContentDisplay(javafx.scene.control.ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
        }

        private static Label count(String colour) {
            Label label = new Label();
            label.getStyleClass().addAll("text-small", colour);
            label.setMinWidth(Region.USE_PREF_SIZE);
            return label;
        }

        @Override
        protected void updateItem(FileChange file, boolean empty) {
            super.updateItem(file, empty);
            if (empty || file == null) {
                setGraphic(null);
                return;
            }
            name.show(file);
            show(added, file.addedLines() == 0 ? "" : "+" + file.addedLines());
            show(removed, file.removedLines() == 0 ? "" : "−" + file.removedLines());
            setGraphic(line);
            setAccessibleText(file.kind() + " " + Visible.line(file.path()));
        }

        private static void show(Label label, String text) {
            label.setText(text);
            label.setManaged(!text.isEmpty());
        }
    }
}
