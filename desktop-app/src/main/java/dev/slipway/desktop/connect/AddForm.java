package dev.slipway.desktop.connect;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Wrapping;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Where a backend elsewhere is added by its address and token.
final class AddForm extends VBox {
    /// Characters that a line has room for on a narrow window.
    private static final int NARROW = 45;

    private final TextField url = new TextField();

    AddForm(BackendsModel model) {
        super(12);
        getStyleClass().add("add-backend");
        TextField name = new TextField();
        PasswordField token = new PasswordField();
        url.setId("backend-url");
        name.setId("backend-name");
        token.setId("backend-token");
        url.setPromptText("https://slipway.example.org");
        name.setPromptText("As you call it");
        token.setPromptText("As in the backend's token file");
        url.textProperty().bindBidirectional(model.url());
        name.textProperty().bindBidirectional(model.name());
        token.textProperty().bindBidirectional(model.token());
        Button add = Buttons.of("Add and show", model::add);
        add.setId("add-backend");
        add.getStyleClass().add("accent");
        Button attempt = Buttons.of("Try it", model::tryIt);
        attempt.setId("try-backend");
        HBox buttons = new HBox(8, add, attempt);
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        labelled("Address", url),
                        labelled("Token", token),
                        labelled("Name (may stay empty)", name),
                        buttons,
                        outcome(model));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.ENTER || !(event.getTarget() instanceof TextField)) return;
            model.add();
            event.consume();
        });
    }

    void focusFirst() {
        url.requestFocus();
    }

    private static Label outcome(BackendsModel model) {
        Label words = new Label();
        words.setId("backend-trial");
        words.setMinHeight(USE_PREF_SIZE);
        model.trial().subscribe(trial -> {
            Wrapping.show(words, trial.words(), NARROW);
            words.setVisible(!trial.words().isEmpty());
            words.setManaged(!trial.words().isEmpty());
            words.getStyleClass().removeAll("text-red", "text-green", "text-faint");
            words.getStyleClass()
                    .add(
                            switch (trial.state()) {
                                case none, trying -> "text-faint";
                                case works -> "text-green";
                                case fails -> "text-red";
                            });
        });
        return words;
    }

    private static VBox labelled(String words, TextField field) {
        Label label = new Label(words);
        label.getStyleClass().addAll("text-small", "text-faint");
        label.setLabelFor(field);
        field.setAccessibleText(words);
        return new VBox(4, label, field);
    }
}
