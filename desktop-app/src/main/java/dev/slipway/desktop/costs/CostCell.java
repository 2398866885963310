package dev.slipway.desktop.costs;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Somebody or something that used something: what, and what that costs.
final class CostCell extends ListCell<CostLine> {
    private static final double INSETS = 16;
    private static final double BAR = 64;

    private final Label name = new Label();
    private final Label note = new Label();
    private final Label cost = new Label();
    private final Label used = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final VBox lines;

    CostCell(CostsModel model) {
        name.setMinWidth(0);
        note.getStyleClass().addAll("text-small", "text-faint");
        note.setMinWidth(0);
        cost.setMinWidth(Region.USE_PREF_SIZE);
        used.getStyleClass().addAll("text-small", "text-faint");
        used.setMinWidth(0);
        used.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(used, Priority.ALWAYS);
        bar.getStyleClass().add("small");
        bar.setPrefWidth(BAR);
        bar.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox below = new HBox(8, used, bar);
        below.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        lines = new VBox(2, new HBox(8, name, note, space, cost), below);
        lines.prefWidthProperty().bind(widthProperty().subtract(INSETS));
        lines.setMaxWidth(Region.USE_PREF_SIZE);
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            if (getItem() != null) model.open(getItem());
        });
        // The list has the keyboard; its cell is told of the one that is selected.
        listViewProperty().subscribe(list -> {
            if (list == null) return;
            list.setOnKeyPressed(event -> {
                CostLine chosen = list.getSelectionModel().getSelectedItem();
                if (event.getCode() == KeyCode.ENTER && chosen != null) model.open(chosen);
            });
        });
    }

    @Override
    protected void updateItem(@Nullable CostLine line, boolean empty) {
        super.updateItem(line, empty);
        setText(null);
        setGraphic(empty || line == null ? null : lines);
        if (empty || line == null) return;
        name.setText(line.name());
        note.setText(line.note());
        cost.setText(line.cost());
        cost.getStyleClass().remove("text-amber");
        if (line.cost().equals("unknown")) cost.getStyleClass().add("text-amber");
        used.setText(line.used());
        bar.setProgress(line.share());
        bar.setVisible(line.share() > 0);
        setAccessibleText(line.name() + ", " + line.cost() + ", " + line.used());
    }
}
