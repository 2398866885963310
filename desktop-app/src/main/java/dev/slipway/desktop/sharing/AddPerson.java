package dev.slipway.desktop.sharing;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.protocol.Role;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Where somebody is given a role: their e-mail, or one of those who are known.
final class AddPerson extends VBox {
    private final SharingModel model;
    private final TextField email = new TextField();
    private final RoleMenu role = new RoleMenu(SharingPane.FOR_SOMEBODY, Role.take_part, now -> {});
    private final FlowPane known = new FlowPane(4, 4);

    AddPerson(SharingModel model) {
        super(4);
        this.model = model;
        email.setId("sharing-email");
        email.setPromptText("E-mail of somebody of this installation");
        email.setAccessibleText("E-mail of somebody of this installation");
        email.textProperty().bindBidirectional(model.email());
        email.setOnAction(event -> give());
        Button give = Buttons.of("Add", this::give);
        give.setId("sharing-add");
        give.setMinWidth(USE_PREF_SIZE);
        give.disableProperty().bind(model.email().isEmpty());
        HBox line = new HBox(8, role, give);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(email, known, line);
    }

    /// Those who are known, as buttons.
    void offer() {
        known.getChildren().clear();
        for (var person : model.offered()) {
            Button button = Buttons.of(person.name(), () -> {
                email.setText(person.email());
                email.requestFocus();
                email.end();
            });
            button.getStyleClass().addAll("flat", "sharing-known");
            known.getChildren().add(button);
        }
        known.setVisible(!known.getChildren().isEmpty());
        known.setManaged(known.isVisible());
    }

    private void give() {
        Role chosen = role.role();
        if (chosen != null) model.add(chosen);
    }
}
