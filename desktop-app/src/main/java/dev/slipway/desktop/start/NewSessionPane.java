package dev.slipway.desktop.start;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.GrowingArea;
import dev.slipway.desktop.design.Theme;
import java.io.File;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Where a session is started.
public final class NewSessionPane extends StackPane {
    private static final PseudoClass FOCUSED = PseudoClass.getPseudoClass("box-focused");
    private static final double WIDEST = 680;
    private static final int FEWEST_LINES = 4;
    private static final int MOST_LINES = 16;

    private final NewSessionModel model;
    private final Pane layer = new Pane();
    private final TextArea prompt = new GrowingArea(FEWEST_LINES, MOST_LINES);
    private final RepositoryField repository;

    public NewSessionPane(NewSessionModel model) {
        this.model = model;
        Theme.style(this, NewSessionPane.class, "start.css");
        getStyleClass().add("new-session");
        layer.setPickOnBounds(false);
        repository = new RepositoryField(model.repository(), layer);
        VBox column = new VBox(16, head(), repository, promptBox(), Lines.problem(model.problem()));
        column.getStyleClass().add("new-session-column");
        column.setMaxWidth(WIDEST);
        StackPane centred = new StackPane(column);
        centred.setAlignment(Pos.TOP_CENTER);
        ScrollPane scroll = new ScrollPane(centred);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        getChildren().addAll(scroll, layer);
        setOnDragOver(this::over);
        setOnDragDropped(this::dropped);
    }

    /// Puts the keyboard where one goes on: to the repository while there is none, else to the prompt.
    public void focusFirst() {
        if (model.repository().chosen().get() == null) repository.focusField();
        else {
            prompt.requestFocus();
            prompt.end();
        }
    }

    private Node head() {
        Label title = new Label("New session");
        title.getStyleClass().add("text-head");
        return title;
    }

    private Node promptBox() {
        prompt.setId("first-prompt");
        prompt.setAccessibleText("First prompt");
        prompt.setPromptText("Say what to change: what you see now, what it should be, and how one can tell.");
        prompt.textProperty().bindBidirectional(model.prompt());
        prompt.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        VBox box = new VBox(prompt, new StartOptions(model, layer), rehearsal(), footer());
        box.getStyleClass().add("first-prompt-box");
        prompt.focusedProperty().subscribe(focused -> box.pseudoClassStateChanged(FOCUSED, focused));
        return box;
    }

    private Node rehearsal() {
        Label words = new Label("A rehearsal: the answers are scripted, and no model is asked.");
        words.getStyleClass().addAll("text-small", "text-amber");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        words.visibleProperty().bind(model.rehearsal());
        words.managedProperty().bind(model.rehearsal());
        return words;
    }

    private Node footer() {
        Label hint = new Label("Enter starts · Shift+Enter new line");
        hint.getStyleClass().addAll("text-small", "text-faint");
        hint.setMinWidth(0);
        hint.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(hint, Priority.ALWAYS);
        Button start = Buttons.of("Start session", model::send);
        start.setId("start");
        start.getStyleClass().add("accent");
        start.setMinWidth(USE_PREF_SIZE);
        start.textProperty()
                .bind(Bindings.when(model.sending()).then("Starting…").otherwise("Start session"));
        start.disableProperty().bind(model.sending());
        HBox footer = new HBox(8, hint, start);
        footer.setAlignment(Pos.CENTER_RIGHT);
        return footer;
    }

    private void key(KeyEvent event) {
        if (event.getCode() != KeyCode.ENTER || event.isAltDown()) return;
        if (event.isShiftDown()) prompt.replaceSelection("\n");
        else model.send();
        event.consume();
    }

    private void over(DragEvent event) {
        if (folder(event) != null && model.repository().isHere()) event.acceptTransferModes(TransferMode.LINK);
        event.consume();
    }

    private void dropped(DragEvent event) {
        File folder = folder(event);
        if (folder != null) model.repository().add(folder.getAbsolutePath());
        event.setDropCompleted(folder != null);
        event.consume();
    }

    private static @Nullable File folder(DragEvent event) {
        return event.getDragboard().getFiles().stream()
                .filter(File::isDirectory)
                .findFirst()
                .orElse(null);
    }
}
