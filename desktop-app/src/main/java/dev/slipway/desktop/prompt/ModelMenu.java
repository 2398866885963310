package dev.slipway.desktop.prompt;

import dev.slipway.protocol.Effort;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import org.jspecify.annotations.Nullable;

/// Which model the next prompt goes to, and how hard it should think.
final class ModelMenu extends MenuButton {
    private final ModelChoice choice;

    ModelMenu(ModelChoice choice) {
        this.choice = choice;
        setId("model-menu");
        getStyleClass().addAll("flat", "model-menu");
        setMinWidth(64);
        setAccessibleText("Model of the next prompt");
        textProperty()
                .bind(Bindings.createStringBinding(this::words, choice.model(), choice.effort(), choice.standard()));
        setOnShowing(event -> fill());
        fill();
    }

    private String words() {
        String chosen = choice.model().get();
        Effort effort = choice.effort().get();
        String name = chosen == null ? choice.standard().get() : chosen;
        return (name.isEmpty() ? "Model" : name) + (effort == null ? "" : " · " + effort + " effort");
    }

    private void fill() {
        getItems().clear();
        ToggleGroup models = new ToggleGroup();
        getItems()
                .add(model(
                        models,
                        "The session's own"
                                + (choice.standard().get().isEmpty()
                                        ? ""
                                        : " (" + choice.standard().get() + ")"),
                        null));
        choice.ask();
        for (String id : choice.offered()) getItems().add(model(models, id, id));
        Menu efforts = new Menu("Effort");
        ToggleGroup group = new ToggleGroup();
        efforts.getItems().add(effort(group, "The model's own", null));
        for (Effort effort : Effort.values()) efforts.getItems().add(effort(group, effort.name(), effort));
        getItems().addAll(new SeparatorMenuItem(), efforts);
    }

    private RadioMenuItem model(ToggleGroup group, String words, @Nullable String id) {
        RadioMenuItem item = new RadioMenuItem(words);
        item.setMnemonicParsing(false);
        item.setToggleGroup(group);
        item.setSelected(java.util.Objects.equals(choice.model().get(), id));
        item.setOnAction(event -> choice.model().set(id));
        return item;
    }

    private RadioMenuItem effort(ToggleGroup group, String words, @Nullable Effort effort) {
        RadioMenuItem item = new RadioMenuItem(words);
        item.setToggleGroup(group);
        item.setSelected(choice.effort().get() == effort);
        item.setOnAction(event -> choice.effort().set(effort));
        return item;
    }
}
