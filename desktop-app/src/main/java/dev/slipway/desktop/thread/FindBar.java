package dev.slipway.desktop.thread;

import dev.slipway.desktop.design.Buttons;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.material2.Material2AL;

/// Where words to find are written, and what was found.
final class FindBar extends FlowPane {
    private final ThreadFind find;
    private final Runnable closed;
    private final TextField field = new TextField();
    private final Button older;
    private final Label count = new Label();

    FindBar(ThreadFind find, Runnable closed) {
        super(4, 4);
        this.find = find;
        this.closed = closed;
        getStyleClass().add("find-bar");
        field.setPromptText("Find in thread");
        field.setPrefColumnCount(16);
        field.textProperty().addListener((property, before, now) -> find.search(now));
        count.getStyleClass().addAll("text-faint", "text-small");
        count.setMinWidth(Region.USE_PREF_SIZE);
        older = Buttons.of("Search older turns", find::searchOlder);
        older.getStyleClass().add("flat");
        HBox words = new HBox(8, field, count);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox buttons = new HBox(
                4,
                Buttons.icon(Material2AL.KEYBOARD_ARROW_UP, "Previous (Shift+Enter)", find::previous),
                Buttons.icon(Material2AL.KEYBOARD_ARROW_DOWN, "Next (Enter)", find::next),
                older,
                Buttons.icon(Material2AL.CLOSE, "Close (Esc)", this::close));
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(words, buttons);
        find.found().addListener((property, before, now) -> show(now));
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        setVisible(false);
    }

    /// All in one line, where there is room.
    @Override
    protected double computePrefWidth(double height) {
        double width = getInsets().getLeft() + getInsets().getRight() + getHgap();
        for (Node child : getChildren()) width += child.prefWidth(-1);
        return Math.ceil(width) + 1;
    }

    void open() {
        setVisible(true);
        field.requestFocus();
        field.selectAll();
        find.search(field.getText());
    }

    private void close() {
        setVisible(false);
        find.search("");
        closed.run();
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) close();
        else if (event.getCode() == KeyCode.ENTER && event.isShiftDown()) find.previous();
        else if (event.getCode() == KeyCode.ENTER) find.next();
        else return;
        event.consume();
    }

    private void show(ThreadFind.Found found) {
        older.setVisible(find.hasOlder());
        older.setManaged(find.hasOlder());
        String words = field.getText().isEmpty() ? "" : words(found);
        count.setText(found.note().isEmpty() ? words : words + ". " + found.note());
    }

    private static String words(ThreadFind.Found found) {
        if (found.searching()) return "Searching…";
        if (found.matches().isEmpty()) return "Not found";
        return found.at() < 0
                ? found.matches().size() + " found"
                : found.at() + 1 + " of " + found.matches().size();
    }
}
