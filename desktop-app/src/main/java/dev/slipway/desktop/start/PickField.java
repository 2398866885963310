package dev.slipway.desktop.start;

import dev.slipway.desktop.design.Buttons;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2AL;

/// A text field with what it offers below it, over what else is there. The keyboard stays in the field.
final class PickField extends TextField {
    private static final double ROW = 32;
    private static final int MOST_ROWS = 7;
    private static final double EDGE = 8;
    /// Of a cell, left and right together.
    private static final double INSETS = 16;
    private static final int LONGEST = 32;

    private final Chooser chooser;
    private final Pane layer;
    private final ListView<Choice> list;
    private final @Nullable Consumer<Choice> remove;

    /// @param layer lies over the whole pane; the list is put there
    /// @param remove takes a choice away for good; null where that can't be done here
    PickField(Chooser chooser, Pane layer, @Nullable Consumer<Choice> remove) {
        this.chooser = chooser;
        this.layer = layer;
        this.remove = remove;
        list = new ListView<>(chooser.found());
        list.getStyleClass().add("pick-list");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new Cell());
        list.setManaged(false);
        textProperty().bindBidirectional(chooser.text());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        setOnMouseClicked(event -> {
            // What is typed next takes the place of what stands there.
            if (!chooser.isOpen().get()) selectAll();
            chooser.open();
        });
        focusedProperty().subscribe(focused -> {
            if (!focused) chooser.close();
        });
        textProperty().subscribe(typed -> {
            if (isFocused() && !chooser.isOpen().get() && !typed.equals(chooser.settled())) openTyped(typed);
        });
        chooser.isOpen().subscribe(this::showList);
        chooser.found().subscribe(this::place);
        chooser.marked().subscribe(this::mark);
        list.getSelectionModel().selectedIndexProperty().subscribe(this::mark);
    }

    private void openTyped(String typed) {
        chooser.open();
        chooser.type(typed);
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> chooser.move(1);
            case UP -> chooser.move(-1);
            case ENTER -> {
                if (!chooser.isOpen().get()) return;
                chooser.take();
            }
            case ESCAPE -> {
                if (!chooser.isOpen().get()) return;
                chooser.close();
            }
            case DELETE -> {
                if (remove == null || !event.isShiftDown() || !removeMarked()) return;
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private boolean removeMarked() {
        int index = chooser.marked().get();
        boolean any =
                chooser.isOpen().get() && index >= 0 && index < chooser.found().size();
        if (any && remove != null && !chooser.found().get(index).extra())
            remove.accept(chooser.found().get(index));
        return any;
    }

    private void showList(boolean open) {
        if (!open) layer.getChildren().remove(list);
        else if (!layer.getChildren().contains(list)) layer.getChildren().add(list);
        place();
        mark();
    }

    private void place() {
        if (!chooser.isOpen().get() || getScene() == null) return;
        list.setVisible(!chooser.found().isEmpty());
        Bounds at = layer.sceneToLocal(localToScene(getLayoutBounds()));
        double width = Math.min(Math.max(at.getWidth(), 320), layer.getWidth() - 2 * EDGE);
        double x = Math.max(EDGE, Math.min(at.getMinX(), layer.getWidth() - EDGE - width));
        double height = Math.min(MOST_ROWS, chooser.found().size()) * ROW + 2;
        list.resizeRelocate(Math.round(x), Math.round(at.getMaxY() + 4), Math.round(width), height);
    }

    private void mark() {
        int index = chooser.marked().get();
        if (index == list.getSelectionModel().getSelectedIndex()) return;
        if (index < 0) list.getSelectionModel().clearSelection();
        else {
            list.getSelectionModel().select(index);
            list.scrollTo(Math.max(0, index - MOST_ROWS + 2));
        }
    }

    private final class Cell extends ListCell<Choice> {
        private final Label words = new Label();
        private final Label note = new Label();
        private final Button gone = Buttons.icon(Material2AL.CLOSE, "Remove (Shift+Delete)", this::remove);
        private final HBox line;

        Cell() {
            note.getStyleClass().addAll("text-small", "text-faint");
            note.setMinWidth(0);
            note.setTextOverrun(javafx.scene.control.OverrunStyle.LEADING_ELLIPSIS);
            gone.setFocusTraversable(false);
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            line = new HBox(8, words, space, note, gone);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setMinWidth(0);
            line.prefWidthProperty().bind(widthProperty().subtract(INSETS));
            setPrefWidth(0);
            setOnMousePressed(event -> {
                if (getItem() != null) chooser.take(getItem());
                event.consume();
            });
        }

        /// There is room for the note, too.
        private String cut(String name) {
            return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
        }

        private void remove() {
            if (remove != null && getItem() != null) remove.accept(getItem());
        }

        @Override
        protected void updateItem(@Nullable Choice choice, boolean empty) {
            super.updateItem(choice, empty);
            setText(null);
            setGraphic(choice == null || empty ? null : line);
            if (choice == null || empty) return;
            words.setText(choice.note() == null ? choice.words() : cut(choice.words()));
            words.setMinWidth(choice.note() == null ? 0 : Region.USE_PREF_SIZE);
            note.setText(choice.note() == null ? "" : choice.note());
            boolean removable = remove != null && !choice.extra();
            gone.setVisible(removable);
            gone.setManaged(removable);
        }
    }
}
