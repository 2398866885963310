package dev.slipway.desktop.design;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;

/// The buttons there are.
public final class Buttons {
    private Buttons() {}

    /// With words. Style classes `accent`, `flat`, `danger` change what it says of itself.
    public static Button of(String text, Runnable run) {
        Button button = new Button(text);
        button.setMnemonicParsing(false);
        button.setOnAction(event -> run.run());
        return button;
    }

    /// An icon alone, with its words on hover and for screen readers.
    public static Button icon(Ikon what, String words, Runnable run) {
        Button button = new Button(null, Icons.of(what, 16));
        button.getStyleClass().addAll("icon-button", "flat");
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(event -> run.run());
        return button;
    }
}
