package dev.slipway.desktop.costs;

import dev.slipway.desktop.costs.CostsModel.Content;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.search.Since;
import dev.slipway.protocol.Costs;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The costs, the dearest first, with what they are together.
public final class CostsPane extends VBox {
    private final CostsModel model;
    private final ListView<CostLine> list = new ListView<>();
    private final Label words = new Label();
    private final VBox total = new VBox();

    public CostsPane(CostsModel model) {
        super(12);
        this.model = model;
        Theme.style(this, CostsPane.class, "costs.css");
        setId("costs");
        getStyleClass().add("costs");
        Label title = new Label("Costs");
        title.getStyleClass().add("text-title");
        list.setCellFactory(view -> new CostCell(model));
        list.setAccessibleText("Costs, the dearest first");
        words.getStyleClass().add("text-faint");
        words.setWrapText(true);
        StackPane body = new StackPane(list, words);
        VBox.setVgrow(body, Priority.ALWAYS);
        Label note = new Label();
        note.setId("costs-note");
        note.getStyleClass().addAll("text-small", "text-faint");
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.textProperty().bind(model.note());
        getChildren().addAll(title, choices(), body, total, note);
        model.lines().subscribe(now -> list.getItems().setAll(now));
        model.total().subscribe(this::showTotal);
        model.content().subscribe(this::show);
    }

    public void focusFirst() {
        list.requestFocus();
    }

    private FlowPane choices() {
        ToggleGroup group = new ToggleGroup();
        HBox by = new HBox();
        by.getStyleClass().add("costs-by");
        by.setAlignment(Pos.CENTER_LEFT);
        for (Costs.By each : List.of(Costs.By.session, Costs.By.person, Costs.By.repository)) {
            ToggleButton button = new ToggleButton(word(each));
            button.setId("costs-" + each);
            button.setToggleGroup(group);
            button.setSelected(each == model.by().get());
            button.setOnAction(event -> {
                // One of them always is.
                button.setSelected(true);
                model.by().set(each);
            });
            by.getChildren().add(button);
        }
        MenuButton since = new MenuButton();
        since.setId("costs-since");
        since.getStyleClass().add("flat");
        model.since().subscribe(now -> since.setText(now.toString()));
        for (Since each : Since.values()) {
            RadioMenuItem item = new RadioMenuItem(each.toString());
            item.setOnAction(event -> model.since().set(each));
            model.since().subscribe(now -> item.setSelected(now == each));
            since.getItems().add(item);
        }
        FlowPane choices = new FlowPane(8, 8, by, since);
        choices.setAlignment(Pos.CENTER_LEFT);
        return choices;
    }

    private static String word(Costs.By by) {
        return switch (by) {
            case person -> "By person";
            case repository -> "By repository";
            case session -> "By session";
        };
    }

    private void show(Content content) {
        list.setVisible(content == Content.lines);
        words.setVisible(content != Content.lines);
        words.setText(
                switch (content) {
                    case asking -> "Asking the backend…";
                    case lines -> "";
                    case nothing -> "Nothing was used in this time.";
                    case failed -> "The costs can't be had now.";
                });
    }

    private void showTotal(@Nullable CostLine line) {
        total.getChildren().clear();
        if (line == null) return;
        Label name = new Label(line.name());
        name.getStyleClass().add("text-strong");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label cost = new Label(line.cost());
        cost.setId("costs-total");
        cost.getStyleClass().add("text-strong");
        Label used = new Label(line.used());
        used.getStyleClass().addAll("text-small", "text-faint");
        total.getStyleClass().setAll("costs-total", "hairline-top");
        total.getChildren().setAll(new HBox(8, name, space, cost), used);
    }
}
