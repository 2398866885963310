package dev.slipway.desktop.sessions;

import dev.slipway.desktop.design.Buttons;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What stands in the place of the list while it has no rows.
final class EmptyList extends VBox {
    EmptyList(SessionListModel model) {
        super(8);
        getStyleClass().add("empty-list");
        setAlignment(Pos.TOP_LEFT);
        Label head = new Label();
        head.getStyleClass().add("text-strong");
        head.setWrapText(true);
        Label words = new Label();
        words.getStyleClass().add("text-faint");
        words.setWrapText(true);
        Button act = Buttons.of("", () -> {
            if (model.content().get() == SessionListModel.Content.nothingFits)
                model.filter().set("");
            else model.newSession();
        });
        getChildren().addAll(head, words, act);
        Runnable say = () -> say(model, head, words, act);
        model.content().subscribe(say);
        say.run();
        visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.content().get() != SessionListModel.Content.rows, model.content()));
        managedProperty().bind(visibleProperty());
    }

    private static void say(SessionListModel model, Label head, Label words, Button act) {
        switch (model.content().get()) {
            case rows -> {}
            case asking -> fill(head, words, act, "", "Asking for the sessions…", "");
            case unreachable -> fill(head, words, act, "", "The sessions appear when the backend answers.", "");
            case noSessions ->
                fill(
                        head,
                        words,
                        act,
                        "No sessions yet",
                        "Describe a change, and an agent makes it in a sandbox of its own. N starts a session.",
                        "New session");
            case nothingFits ->
                fill(
                        head,
                        words,
                        act,
                        "Nothing fits the filter",
                        "Words match title and repository; repo:name and is:working narrow it down.",
                        "Clear the filter");
        }
    }

    private static void fill(Label head, Label words, Button act, String title, String text, String button) {
        head.setText(title);
        head.setVisible(!title.isEmpty());
        head.setManaged(!title.isEmpty());
        words.setText(text);
        act.setText(button);
        act.setVisible(!button.isEmpty());
        act.setManaged(!button.isEmpty());
    }
}
