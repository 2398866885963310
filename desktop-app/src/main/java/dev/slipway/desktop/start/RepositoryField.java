package dev.slipway.desktop.start;

import dev.slipway.desktop.design.Buttons;
import java.io.File;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.material2.Material2AL;

/// The repository: chosen, or added in place.
final class RepositoryField extends VBox {
    private final RepositoryChoice model;
    private final PickField field;

    RepositoryField(RepositoryChoice model, Pane layer) {
        super(4);
        this.model = model;
        Label label = new Label("Repository");
        label.getStyleClass().addAll("text-small", "text-faint");
        field = new PickField(model.chooser(), layer, choice -> model.remove(choice.value()));
        field.setId("repository");
        field.setAccessibleText("Repository");
        field.promptTextProperty()
                .bind(Bindings.when(model.none())
                        .then("/path/to/repository")
                        .otherwise("Choose one, or type a path or a URL"));
        label.setLabelFor(field);
        HBox.setHgrow(field, Priority.ALWAYS);
        Button folder = Buttons.icon(Material2AL.FOLDER_OPEN, "Choose a folder of this machine", this::chooseFolder);
        folder.setId("choose-folder");
        folder.setVisible(model.isHere());
        folder.setManaged(model.isHere());
        HBox line = new HBox(4, field, folder);
        line.setAlignment(Pos.CENTER_LEFT);
        Label none =
                new Label("Type the path of a folder with a git repository, or a URL to clone. Agents work on copies"
                        + " in sandboxes: the folder itself stays as it is until you bring a change to it.");
        none.getStyleClass().addAll("text-small", "text-faint");
        none.setWrapText(true);
        none.visibleProperty().bind(model.none().and(model.adding().not()));
        none.managedProperty().bind(none.visibleProperty());
        getChildren().addAll(label, line, none, Lines.doing(model.doing()), Lines.problem(model.problem()));
    }

    void focusField() {
        field.requestFocus();
    }

    private void chooseFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("A folder with a git repository");
        File chosen = chooser.showDialog(getScene().getWindow());
        if (chosen != null) model.add(chosen.getAbsolutePath());
    }
}
