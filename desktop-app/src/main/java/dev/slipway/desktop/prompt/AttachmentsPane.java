package dev.slipway.desktop.prompt;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Icons;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The files that go with the next prompt, each a chip that can be taken away.
final class AttachmentsPane extends FlowPane {
    private static final double PICTURE = 32;
    private static final double WIDEST_NAME = 180;

    private final Attaching attaching;

    AttachmentsPane(Attaching attaching) {
        super(8, 8);
        this.attaching = attaching;
        getStyleClass().add("attachments");
        attaching.files().addListener((ListChangeListener<Attaching.File>) change -> show());
        show();
    }

    private void show() {
        getChildren().setAll(attaching.files().stream().map(this::chip).toList());
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }

    private Node chip(Attaching.File file) {
        Label name = new Label(file.name());
        name.setMaxWidth(WIDEST_NAME);
        HBox chip = new HBox(8, picture(file), name);
        chip.setAlignment(Pos.CENTER_LEFT);
        chip.getStyleClass().add("chip");
        if (file.done() == null) {
            ProgressIndicator progress = new ProgressIndicator();
            progress.setPrefSize(16, 16);
            chip.getChildren().add(progress);
        }
        chip.getChildren()
                .add(Buttons.icon(Material2AL.CLOSE, "Take " + file.name() + " away", () -> attaching.remove(file)));
        return chip;
    }

    private static Node picture(Attaching.File file) {
        if (!file.name().toLowerCase(java.util.Locale.ROOT).matches(".*\\.(png|jpe?g|gif)"))
            return Icons.of(Material2OutlinedAL.INSERT_DRIVE_FILE, 16);
        ImageView view =
                new ImageView(new Image(file.path().toUri().toString(), PICTURE * 2, PICTURE * 2, true, true, true));
        view.setFitWidth(PICTURE);
        view.setFitHeight(PICTURE);
        view.setPreserveRatio(true);
        return view;
    }
}
