package dev.slipway.desktop.search;

import dev.slipway.desktop.design.StateDot;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One passage: the session's title, what was found, and where it stands.
final class FoundCell extends ListCell<FoundLine> {
    private static final double INSETS = 24;
    private static final PseudoClass FOLLOWS = PseudoClass.getPseudoClass("follows");

    private final StateDot dot = new StateDot();
    private final Label title = new Label();
    private final Snippet snippet = new Snippet();
    private final Label about = new Label();
    private final HBox head;
    private final VBox lines;

    FoundCell(SearchModel model) {
        title.getStyleClass().add("text-strong");
        title.setMinWidth(0);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        about.getStyleClass().addAll("text-small", "text-faint");
        about.setMinWidth(0);
        head = new HBox(8, dot, title);
        head.setAlignment(Pos.CENTER_LEFT);
        lines = new VBox(2, head, snippet, about);
        lines.setMinWidth(0);
        lines.prefWidthProperty().bind(widthProperty().subtract(INSETS));
        lines.setMaxWidth(Region.USE_PREF_SIZE);
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            if (getItem() != null) model.open(getItem());
        });
    }

    @Override
    protected void updateItem(@Nullable FoundLine line, boolean empty) {
        super.updateItem(line, empty);
        setText(null);
        setGraphic(empty || line == null ? null : lines);
        if (empty || line == null) return;
        dot.show(line.state(), false);
        head.setVisible(line.first());
        head.setManaged(line.first());
        pseudoClassStateChanged(FOLLOWS, !line.first());
        title.setText(line.title());
        snippet.show(line.snippet());
        about.setText(line.about());
        setAccessibleText(line.title() + ", " + line.about());
    }
}
