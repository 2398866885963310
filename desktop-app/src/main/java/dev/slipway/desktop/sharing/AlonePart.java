package dev.slipway.desktop.sharing;

import dev.slipway.desktop.design.Buttons;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/// How a team begins, where there is one person only.
final class AlonePart extends VBox {
    private static final String COMMAND = "slipway person add \"Grace Hopper\" grace@example.org";

    AlonePart(SharingModel model) {
        super(8);
        setId("sharing-alone");
        getStyleClass().add("sharing-alone");
        Label head = new Label("You are the only person here so far");
        head.getStyleClass().add("text-strong");
        head.setWrapText(true);
        head.setMinHeight(USE_PREF_SIZE);
        TextField command = new TextField(COMMAND);
        command.setEditable(false);
        command.setMinWidth(0);
        command.getStyleClass().add("mono");
        HBox.setHgrow(command, Priority.ALWAYS);
        HBox line = new HBox(4, command, Buttons.icon(Material2AL.CONTENT_COPY, "Copy", () -> model.copy(COMMAND)));
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        head,
                        SharingPane.faint(
                                "Add somebody on the backend's machine. It prints an invitation for them; whoever"
                                        + " uses it sees this session from then on, and you say here who may do what."),
                        line,
                        SharingPane.faint("Other machines reach the backend once team: is configured (docs/team.md)."));
    }
}
