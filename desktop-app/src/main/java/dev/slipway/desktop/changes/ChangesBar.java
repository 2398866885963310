package dev.slipway.desktop.changes;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.protocol.Changes;
import dev.slipway.protocol.FileChange;
import java.util.Objects;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/// Over the changes: what is looked at, how much it is, and what can be done with it.
final class ChangesBar extends HBox {
    private static final double WORDS_FROM = 480;

    private final ChangesModel model;
    private final MenuButton scope = new MenuButton();
    private final Label count = new Label();
    private final Label added = new Label();
    private final Label removed = new Label();
    private final Button bring;
    private final Button apply;

    ChangesBar(ChangesModel model) {
        super(8);
        this.model = model;
        getStyleClass().add("changes-bar");
        setAlignment(Pos.CENTER_LEFT);
        scope.setId("scope");
        scope.setMnemonicParsing(false);
        scope.getStyleClass().add("flat");
        scope.setMinWidth(0);
        scope.setMaxWidth(280);
        scope.setAccessibleText("Which turn's changes");
        count.getStyleClass().addAll("text-faint", "text-small");
        added.getStyleClass().addAll("text-green", "text-small");
        removed.getStyleClass().addAll("text-red", "text-small");
        HBox totals = new HBox(8, count, added, removed);
        totals.setAlignment(Pos.CENTER_LEFT);
        totals.setMinWidth(Region.USE_PREF_SIZE);
        Button split =
                Buttons.icon(Material2MZ.VERTICAL_SPLIT, "Side by side, or one under the other", model::toggleSplit);
        split.setId("split");
        split.visibleProperty().bind(model.wide());
        split.managedProperty().bind(model.wide());
        model.split().addListener((property, before, now) -> split.pseudoClassStateChanged(ON, now));
        split.pseudoClassStateChanged(ON, model.split().get());
        bring = Buttons.icon(Material2AL.GET_APP, "Copy the command that fetches the branch", model::copyBringCommand);
        bring.setId("bring");
        apply = Buttons.of("Apply to my checkout", model::askApply);
        apply.setId("apply");
        apply.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(scope, totals, space, split, bring, apply);
        widthProperty().addListener((property, before, now) -> fit(now.doubleValue() >= WORDS_FROM));
        model.turns().addListener((ListChangeListener<TurnChoice>) change -> offer());
        model.turn().addListener((property, before, now) -> offer());
        model.changes().addListener((property, before, now) -> show(now));
        offer();
        show(model.changes().get());
    }

    private static final javafx.css.PseudoClass ON = javafx.css.PseudoClass.getPseudoClass("on");

    private void fit(boolean roomy) {
        apply.setText(roomy ? "Apply to my checkout" : "Apply");
        count.setVisible(roomy);
        count.setManaged(roomy);
    }

    private void offer() {
        scope.getItems().clear();
        scope.setText("One turn");
        for (TurnChoice choice : model.turns()) {
            RadioMenuItem item = new RadioMenuItem(choice.title());
            item.setMnemonicParsing(false);
            item.setSelected(Objects.equals(choice.turn(), model.turn().get()));
            item.setOnAction(event -> model.show(choice.turn()));
            if (item.isSelected()) scope.setText(choice.title());
            scope.getItems().add(item);
        }
    }

    private void show(@org.jspecify.annotations.Nullable Changes changes) {
        long more = 0;
        long less = 0;
        int files = changes == null ? 0 : changes.files().size();
        if (changes != null) {
            for (FileChange file : changes.files()) {
                more += file.addedLines();
                less += file.removedLines();
            }
        }
        count.setText(files == 0 ? "" : files + (files == 1 ? " file" : " files"));
        added.setText(more == 0 ? "" : "+" + more);
        removed.setText(less == 0 ? "" : "−" + less);
        added.setManaged(more != 0);
        removed.setManaged(less != 0);
        only(bring, changes != null && changes.bringCommand() != null);
        only(apply, files > 0 && model.mayApply() && model.turn().get() == null);
    }

    private static void only(Button button, boolean shown) {
        button.setVisible(shown);
        button.setManaged(shown);
    }
}
