package dev.slipway.desktop.connect;

import dev.slipway.desktop.connect.BackendsModel.Entered;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Wrapping;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Where a backend elsewhere is added by its address and token, or by the link of an invitation.
final class AddForm extends VBox {
    /// Characters that a line has room for on a narrow window.
    private static final int NARROW = 45;

    private final TextField url = new TextField();

    AddForm(BackendsModel model) {
        super(12);
        getStyleClass().add("add-backend");
        TextField name = new TextField();
        PasswordField token = new PasswordField();
        set(url, "backend-url", "https://slipway.example.org", model.url());
        set(name, "backend-name", "As you call it", model.name());
        set(token, "backend-token", "As in the backend's token file", model.token());
        Button add = Buttons.of("", model::add);
        add.setId("add-backend");
        add.getStyleClass().add("accent");
        Button attempt = Buttons.of("Try it", model::tryIt);
        attempt.setId("try-backend");
        VBox tokenField = labelled("Token", token);
        VBox nameField = labelled("Name (may stay empty)", name);
        model.entered().subscribe(entered -> {
            add.setText(words(entered));
            shown(tokenField, entered == Entered.address);
            shown(attempt, entered == Entered.address);
            shown(nameField, entered != Entered.share);
        });
        HBox buttons = new HBox(8, add, attempt);
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        labelled("Address, or the link that you were sent", url),
                        tokenField,
                        nameField,
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

    private static void set(TextField field, String id, String hint, StringProperty text) {
        field.setId(id);
        field.setPromptText(hint);
        field.textProperty().bindBidirectional(text);
    }

    private static String words(Entered entered) {
        return switch (entered) {
            case address -> "Add and show";
            case invitation -> "Join and show";
            case share -> "Open the session";
        };
    }

    private static void shown(Node node, boolean is) {
        node.setVisible(is);
        node.setManaged(is);
    }

    private static VBox labelled(String words, TextField field) {
        Label label = new Label(words);
        label.getStyleClass().addAll("text-small", "text-faint");
        label.setLabelFor(field);
        field.setAccessibleText(words);
        return new VBox(4, label, field);
    }
}
