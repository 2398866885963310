package dev.slipway.desktop.images;

import dev.slipway.desktop.design.Theme;
import dev.slipway.protocol.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The images, one below the other.
public final class ImagesPane extends VBox {
    private final ImagesModel model;
    private final VBox lines = new VBox(20);
    private final ScrollPane scroll = new ScrollPane(lines);
    private final List<ImageLine> shown = new ArrayList<>();
    private final Subscription listening;

    public ImagesPane(ImagesModel model) {
        super(12);
        this.model = model;
        Theme.style(this, ImagesPane.class, "images.css");
        setId("images");
        getStyleClass().add("images");
        Label title = new Label("Images");
        title.getStyleClass().add("text-title");
        Label what = new Label("What sessions begin on: each repository with its dependencies, built.");
        what.getStyleClass().add("text-faint");
        what.setWrapText(true);
        what.setMinHeight(Region.USE_PREF_SIZE);
        Label disk = new Label();
        disk.getStyleClass().addAll("text-faint", "text-small");
        disk.textProperty().bind(model.disk());
        Label problem = new Label();
        problem.getStyleClass().add("text-red");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.textProperty().bind(model.problem());
        problem.managedProperty().bind(model.problem().isNotEmpty());
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("images-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(title, what, problem, scroll, disk);
        listening = Subscription.combine(
                model.cards().subscribe(this::show),
                model.open().subscribe(repository -> showLogs(repository)),
                model.log().subscribe(text -> shown.forEach(line -> line.log(text))));
    }

    public void focusFirst() {
        scroll.requestFocus();
    }

    /// Lets go of what it listens to.
    public void close() {
        listening.unsubscribe();
        model.close();
    }

    private void show(List<ImageCard> cards) {
        if (cards.size() == shown.size()) {
            boolean same = true;
            for (int i = 0; i < cards.size(); i++)
                same &= shown.get(i).isOf(cards.get(i).repository());
            if (same) {
                for (int i = 0; i < cards.size(); i++) shown.get(i).show(cards.get(i));
                return;
            }
        }
        shown.clear();
        for (ImageCard card : cards) shown.add(new ImageLine(model, card));
        lines.getChildren().setAll(shown);
        if (cards.isEmpty()) {
            Label words = new Label("No repositories yet");
            words.getStyleClass().add("text-faint");
            lines.getChildren().add(words);
        }
        showLogs(model.open().get());
    }

    private void showLogs(@org.jspecify.annotations.Nullable RepositoryName open) {
        for (ImageLine line : shown) {
            boolean now = open != null && line.isOf(open);
            line.showLog(now);
            if (now) bringIntoView(line);
        }
    }

    /// Down to its end, where the log is, once it has its height; its head stays in view.
    private void bringIntoView(ImageLine line) {
        layout();
        double room = lines.getHeight() - scroll.getViewportBounds().getHeight();
        if (room <= 0) return;
        double top = line.getBoundsInParent().getMinY();
        double end =
                line.getBoundsInParent().getMaxY() - scroll.getViewportBounds().getHeight();
        double wanted = Math.clamp(scroll.getVvalue() * room, Math.min(end, top), top);
        scroll.setVvalue(wanted / room);
    }
}
