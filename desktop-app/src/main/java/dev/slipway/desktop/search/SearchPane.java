package dev.slipway.desktop.search;

import dev.slipway.desktop.design.Icons;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.search.SearchModel.Content;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.material2.Material2MZ;

/// The field with its filters, and what was found below: type, arrows, Enter; Esc leaves.
public final class SearchPane extends VBox {
    private static final int PAGE = 6;

    private final SearchModel model;
    private final TextField field = new TextField();
    private final ListView<FoundLine> list = new ListView<>();
    private final Subscription listening;

    public SearchPane(SearchModel model) {
        super(8);
        this.model = model;
        Theme.style(this, SearchPane.class, "search.css");
        setId("search");
        getStyleClass().add("search");
        field.setId("search-field");
        field.setPromptText("Find in all sessions");
        field.setAccessibleText("Words to find in all sessions");
        field.textProperty().bindBidirectional(model.words());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox top = new HBox(8, Icons.of(Material2MZ.SEARCH, 16), field);
        top.setAlignment(Pos.CENTER_LEFT);
        list.setId("found");
        list.setItems(model.lines());
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new FoundCell(model));
        StackPane body = new StackPane(list, words());
        VBox.setVgrow(body, Priority.ALWAYS);
        Label note = new Label();
        note.getStyleClass().addAll("text-small", "text-faint", "search-note");
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.textProperty().bind(model.note());
        note.visibleProperty()
                .bind(model.note().isNotEmpty().and(model.content().isNotEqualTo(Content.failed)));
        note.managedProperty().bind(note.visibleProperty());
        getChildren().addAll(top, new SearchFilters(model), body, note);
        // After the list, which forgets the choice when there is something else in it.
        model.lines().addListener((ListChangeListener<FoundLine>)
                change -> choose(model.chosen().get()));
        listening = Subscription.combine(
                model.chosen().subscribe(now -> choose(now.intValue())),
                model.content().subscribe(now -> list.setVisible(now == Content.found)));
        list.skinProperty().subscribe(this::watchEnd);
    }

    public void focusField() {
        field.requestFocus();
        field.selectAll();
    }

    /// Lets go of what it listens to.
    public void close() {
        listening.unsubscribe();
        model.close();
    }

    /// Where there is nothing to list.
    private VBox words() {
        Label head = new Label();
        head.setId("search-words");
        head.getStyleClass().add("text-strong");
        head.setWrapText(true);
        Label more = new Label();
        more.getStyleClass().add("text-faint");
        more.setWrapText(true);
        more.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        head.textProperty()
                .bind(Bindings.createStringBinding(() -> head(model.content().get()), model.content()));
        more.textProperty()
                .bind(Bindings.createStringBinding(() -> more(model.content().get()), model.content(), model.note()));
        VBox words = new VBox(4, head, more);
        words.setAlignment(Pos.CENTER);
        words.getStyleClass().add("search-words");
        words.visibleProperty().bind(model.content().isNotEqualTo(Content.found));
        return words;
    }

    private static String head(Content content) {
        return switch (content) {
            case empty -> "Find in all sessions";
            case searching -> "Searching…";
            case found -> "";
            case nothing -> "Nothing was found";
            case failed -> "That didn't work";
            case offline -> "Offline";
        };
    }

    private String more(Content content) {
        return switch (content) {
            case empty ->
                "Prompts, answers, titles, tool calls and commits. All words have to stand in one of them;"
                        + " \"some words\" stand together, begin* finds what begins so.";
            case searching, found -> "";
            case nothing -> "Try fewer words, or other filters.";
            case failed -> model.note().get();
            case offline -> "Searching goes on when the backend is back.";
        };
    }

    private void choose(int index) {
        if (index >= model.lines().size()) return;
        list.getSelectionModel().select(index);
        list.scrollTo(Math.max(0, index - PAGE / 2));
    }

    /// More is asked for before the last one is seen.
    private void watchEnd() {
        if (list.lookup(".scroll-bar:vertical") instanceof ScrollBar bar)
            bar.valueProperty().subscribe(value -> {
                if (value.doubleValue() > 0.9) model.more();
            });
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> model.move(1);
            case UP -> model.move(-1);
            case PAGE_DOWN -> model.move(PAGE);
            case PAGE_UP -> model.move(-PAGE);
            case ENTER -> model.open();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
