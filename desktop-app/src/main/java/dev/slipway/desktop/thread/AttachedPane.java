package dev.slipway.desktop.thread;

import dev.slipway.desktop.design.Icons;
import dev.slipway.protocol.Attachment;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.material2.Material2AL;

/// The files that came with a prompt: pictures small, others by their names. All take the same height, so that a
/// picture that comes later moves nothing.
final class AttachedPane extends FlowPane {
    private static final double WIDEST_PICTURE = 280;
    private static final double WIDEST_NAME = 220;

    private final ThreadModel model;
    private List<Attachment> shown = List.of();

    AttachedPane(ThreadModel model) {
        super(8, 8);
        this.model = model;
    }

    void show(List<Attachment> files) {
        if (files.equals(shown)) return;
        shown = files;
        getChildren().setAll(files.stream().map(this::file).toList());
    }

    private Node file(Attachment file) {
        String name = Texts.name(file);
        boolean picture = Picture.mayBe(file.mediaType(), file.sizeBytes());
        HBox chip = chip(name, file.sizeBytes());
        StackPane place = new StackPane(chip);
        place.setAlignment(Pos.CENTER_LEFT);
        if (!picture) return place;
        place.setMinHeight(Picture.HEIGHT);
        String words = name + ", " + Texts.bytes(file.sizeBytes());
        model.beside()
                .picture(file.attachmentId())
                .thenAccept(
                        found -> found.ifPresent(image -> place.getChildren().setAll(view(image, words))));
        return place;
    }

    private static ImageView view(Picture picture, String words) {
        WritableImage image = new WritableImage(picture.width(), picture.height());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        picture.width(),
                        picture.height(),
                        PixelFormat.getIntArgbInstance(),
                        picture.argb(),
                        0,
                        picture.width());
        ImageView view = new ImageView(image);
        view.setFitHeight(Picture.HEIGHT);
        view.setFitWidth(WIDEST_PICTURE);
        view.setPreserveRatio(true);
        view.setAccessibleText(words);
        Tooltip.install(view, new Tooltip(words));
        return view;
    }

    private static HBox chip(String name, long bytes) {
        Label label = new Label(name);
        label.setMaxWidth(WIDEST_NAME);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setTooltip(new Tooltip(name));
        Label size = new Label(Texts.bytes(bytes));
        size.getStyleClass().addAll("text-faint", "text-small");
        HBox chip = new HBox(8, Icons.of(Material2AL.INSERT_DRIVE_FILE, 16), label, size);
        chip.setAlignment(Pos.CENTER_LEFT);
        chip.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        chip.getStyleClass().add("file-chip");
        return chip;
    }
}
