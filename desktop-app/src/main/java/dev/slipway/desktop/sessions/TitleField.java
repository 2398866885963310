package dev.slipway.desktop.sessions;

import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Where a session's title is written, in its place. Enter and going elsewhere keep what was typed, Esc doesn't.
final class TitleField extends TextField {
    /// @param done the keyboard is free again
    TitleField(SessionListModel model, String title, Runnable done) {
        super(title);
        setId("session-title");
        getStyleClass().add("title-field");
        setAccessibleText("Title of the session");
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) model.rename(getText());
            else if (event.getCode() == KeyCode.ESCAPE) model.leaveRenaming();
            else return;
            event.consume();
            done.run();
        });
        focusedProperty().addListener((property, before, now) -> {
            if (before && !now && model.renaming().get() != null) model.rename(getText());
        });
    }
}
