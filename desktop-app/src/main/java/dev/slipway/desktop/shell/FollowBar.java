package dev.slipway.desktop.shell;

import dev.slipway.desktop.design.Buttons;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Says whom the window follows; not there while it follows nobody.
final class FollowBar extends HBox {
    FollowBar(FollowModel model) {
        super(8);
        setId("follow-bar");
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("follow-bar");
        Label words = new Label();
        words.textProperty().bind(model.words());
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button stop = Buttons.of("Stop", model::stop);
        stop.getStyleClass().add("flat");
        stop.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(words, stop);
        visibleProperty().bind(model.words().isNotEmpty());
        managedProperty().bind(visibleProperty());
    }
}
