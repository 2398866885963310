package dev.slipway.desktop.prompt;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.GrowingArea;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.design.Widths;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.material2.Material2AL;

/// The prompt box under the thread, with what waits above it. It grows to eight lines and says what Enter does.
public final class PromptPane extends VBox {
    private static final int MOST_LINES = 8;
    private static final double ROOM_FOR_HINT = 520;

    private final PromptModel model;
    private final TextArea area = new GrowingArea(1, MOST_LINES);

    public PromptPane(PromptModel model) {
        this.model = model;
        Theme.style(this, PromptPane.class, "prompt.css");
        getStyleClass().add("prompt-pane");
        area.setId("prompt");
        area.setAccessibleText("Prompt");
        area.textProperty().bindBidirectional(model.text());
        area.promptTextProperty().bind(Bindings.createStringBinding(this::invitation, model.enter()));
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        area.disableProperty().bind(model.enter().isEqualTo(Enter.nothing));
        model.editing().addListener((property, before, now) -> {
            if (now == null) area.end();
            else focusText();
        });

        VBox box = new VBox(new AttachmentsPane(model.attaching()), area, footer());
        box.getStyleClass().add("prompt-box");
        area.focusedProperty().addListener((property, before, now) -> box.pseudoClassStateChanged(FOCUSED, now));
        acceptDrops(box);
        getChildren().addAll(new QueuePane(model, this::focusText), editingLine(), box);
        setAlignment(Pos.TOP_CENTER);
        for (Node child : getChildren()) ((Region) child).setMaxWidth(Widths.COLUMN);
    }

    private static final javafx.css.PseudoClass FOCUSED = javafx.css.PseudoClass.getPseudoClass("box-focused");

    /// Where one types.
    public void focusText() {
        area.requestFocus();
        area.end();
    }

    private HBox footer() {
        Label hint = new Label();
        hint.setId("prompt-hint");
        hint.getStyleClass().addAll("text-small", "text-faint");
        hint.visibleProperty().bind(widthProperty().greaterThan(ROOM_FOR_HINT));
        hint.managedProperty().bind(hint.visibleProperty());
        hint.textProperty()
                .bind(Bindings.createStringBinding(
                        this::hint, model.enter(), model.stopSwitch().armed(), model.working()));

        Button stop = Buttons.of("Stop", model::stopNow);
        stop.setId("stop");
        stop.getStyleClass().addAll("danger", "button-outlined");
        stop.setMinWidth(Region.USE_PREF_SIZE);
        stop.visibleProperty().bind(model.working());
        stop.managedProperty().bind(model.working());

        Button send = Buttons.of("Send", model::enterPressed);
        send.setId("send");
        send.getStyleClass().add("accent");
        send.setMinWidth(Region.USE_PREF_SIZE);
        send.textProperty()
                .bind(Bindings.createStringBinding(() -> word(model.enter().get()), model.enter()));
        send.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> model.text().get().isBlank(), model.text())
                        .or(model.enter().isEqualTo(Enter.nothing)));

        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button attach = Buttons.icon(Material2AL.ATTACH_FILE, "Attach files", this::choose);
        attach.disableProperty().bind(model.enter().isEqualTo(Enter.nothing));
        HBox footer =
                new HBox(8, attach, new ModelMenu(model.choice()), space, hint, stop, send, new MeanwhileMenu(model));
        footer.setAlignment(Pos.CENTER_LEFT);
        footer.getStyleClass().add("prompt-footer");
        return footer;
    }

    private void choose() {
        List<File> chosen = new FileChooser().showOpenMultipleDialog(getScene().getWindow());
        if (chosen != null)
            model.attaching().add(chosen.stream().map(File::toPath).toList());
        focusText();
    }

    private void acceptDrops(Region box) {
        box.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        });
        box.setOnDragEntered(event ->
                box.pseudoClassStateChanged(FOCUSED, event.getDragboard().hasFiles()));
        box.setOnDragExited(event -> box.pseudoClassStateChanged(FOCUSED, area.isFocused()));
        box.setOnDragDropped(event -> {
            model.attaching().add(Pasting.from(event.getDragboard()));
            event.setDropCompleted(true);
            event.consume();
        });
    }

    private HBox editingLine() {
        Label words = new Label("Editing a prompt that waits");
        words.getStyleClass().addAll("text-small", "text-accent");
        Button leave = Buttons.icon(Material2AL.CLOSE, "Leave it as it was (Esc)", model::leaveEditing);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(8, words, space, leave);
        line.setAlignment(Pos.CENTER_LEFT);
        line.visibleProperty().bind(model.editing().isNotNull());
        line.managedProperty().bind(line.visibleProperty());
        return line;
    }

    private void key(KeyEvent event) {
        if (MeanwhileMenu.STEER.match(event)) {
            model.steer();
            event.consume();
        } else if (MeanwhileMenu.STOP_AND_SEND.match(event)) {
            model.stopAndSend();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && !event.isShiftDown() && !event.isAltDown()) {
            model.enterPressed();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && event.isShiftDown()) {
            area.replaceSelection("\n");
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && model.editing().get() != null) {
            model.leaveEditing();
            event.consume();
        } else if (event.getCode() == KeyCode.V && event.isShortcutDown()) {
            List<Path> files = Pasting.from(Clipboard.getSystemClipboard());
            if (files.isEmpty()) return;
            model.attaching().add(files);
            event.consume();
        } else if (event.getCode() == KeyCode.UP && isPlain(event) && isInFirstLine()) {
            model.older();
            area.positionCaret(0);
            event.consume();
        } else if (event.getCode() == KeyCode.DOWN && isPlain(event) && isInLastLine()) {
            model.newer();
            area.end();
            event.consume();
        }
    }

    private static boolean isPlain(KeyEvent event) {
        return !event.isShiftDown() && !event.isShortcutDown() && !event.isAltDown();
    }

    private boolean isInFirstLine() {
        return area.getText().lastIndexOf('\n', area.getCaretPosition() - 1) < 0
                && (area.getText().isEmpty()
                        || area.getCaretPosition() == 0
                        || area.getCaretPosition() == area.getLength());
    }

    private boolean isInLastLine() {
        return area.getText().indexOf('\n', area.getCaretPosition()) < 0;
    }

    private String invitation() {
        return switch (model.enter().get()) {
            case send -> "Say what to change";
            case queue -> "Say what comes next";
            case save -> "What the prompt should say";
            case nothing -> "This session takes no prompts";
        };
    }

    private String hint() {
        if (model.stopSwitch().armed().get()) return "Esc again stops the turn";
        return switch (model.enter().get()) {
            case send -> "Enter sends · Shift+Enter new line";
            case queue ->
                model.working().get()
                        ? "Enter queues · " + MeanwhileMenu.shown(MeanwhileMenu.STEER) + " steers · Esc Esc stops"
                        : "Enter queues";
            case save -> "Enter saves · Esc leaves it";
            case nothing -> model.closed();
        };
    }

    private static String word(Enter enter) {
        return switch (enter) {
            case send, nothing -> "Send";
            case queue -> "Queue";
            case save -> "Save";
        };
    }
}
