package dev.slipway.desktop.prompt;

import dev.slipway.desktop.design.Icons;
import javafx.geometry.Side;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.material2.Material2AL;

/// What else can be done with the prompt in the box while a turn runs, with its keys.
final class MeanwhileMenu extends MenuButton {
    /// Ctrl is the command key on a Mac.
    static final KeyCombination STEER = KeyCombination.keyCombination("Shortcut+Enter");

    static final KeyCombination STOP_AND_SEND = KeyCombination.keyCombination("Shortcut+Shift+Enter");

    /// As the rest of the app writes them.
    static String shown(KeyCombination keys) {
        return keys.getDisplayText().replace("↵", "Enter");
    }

    MeanwhileMenu(PromptModel model) {
        setId("meanwhile");
        getStyleClass().addAll("icon-button", "flat", "no-arrow");
        setGraphic(Icons.of(Material2AL.EXPAND_MORE, 16));
        setAccessibleText("Other ways to send it while a turn runs");
        setTooltip(new Tooltip("Other ways to send it while a turn runs"));
        setPopupSide(Side.TOP);
        MenuItem steer = item("Tell it to the agent now", STEER, model::steer);
        steer.setId("steer");
        MenuItem instead = item("Stop the turn and send it", STOP_AND_SEND, model::stopAndSend);
        instead.setId("stop-and-send");
        getItems().addAll(steer, instead);
        visibleProperty().bind(model.working().and(model.enter().isEqualTo(Enter.queue)));
        managedProperty().bind(visibleProperty());
        model.text().addListener((property, before, now) -> setDisable(now.isBlank()));
        setDisable(model.text().get().isBlank());
    }

    /// The box takes the keys itself, so that they count only while it has the focus.
    private static MenuItem item(String words, KeyCombination keys, Runnable run) {
        MenuItem item = new MenuItem(words + "  (" + shown(keys) + ")");
        item.setMnemonicParsing(false);
        item.setOnAction(event -> run.run());
        return item;
    }
}
