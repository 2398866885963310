package dev.slipway.desktop.images;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.StateDot;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.protocol.RepositoryName;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One repository's image.
final class ImageLine extends VBox {
    private static final double NAME = 96;
    private static final int LONGEST_LINE = 60;

    private final RepositoryName repository;
    private final StateDot dot = new StateDot();
    private final Label state = new Label();
    private final VBox body = new VBox(4);
    private final Button build;
    private final Button cancel;
    private final Button logs;
    private final TextArea log = new TextArea();

    ImageLine(ImagesModel model, ImageCard card) {
        super(8);
        repository = card.repository();
        getStyleClass().add("image-line");
        Label name = new Label(repository.value());
        name.getStyleClass().add("text-strong");
        name.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        build = Buttons.of("Rebuild", () -> model.build(repository));
        cancel = Buttons.of("Cancel", () -> model.cancel(repository));
        logs = Buttons.of("Log", () -> model.toggleLog(repository));
        logs.getStyleClass().add("flat");
        for (Button each : new Button[] {build, cancel, logs}) each.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(8, dot, name, space, logs, cancel, build);
        head.setAlignment(Pos.CENTER_LEFT);
        state.getStyleClass().add("text-faint");
        state.setMinHeight(Region.USE_PREF_SIZE);
        log.setEditable(false);
        log.setPrefRowCount(14);
        log.setId("image-log-" + repository);
        log.getStyleClass().add("image-log");
        getChildren().addAll(head, state, body, log);
        showLog(false);
        show(card);
    }

    boolean isOf(RepositoryName other) {
        return repository.equals(other);
    }

    void show(ImageCard card) {
        dot.show(card.dot(), card.building());
        Wrapping.show(state, card.state(), LONGEST_LINE);
        shown(build, !card.building());
        shown(cancel, card.building());
        body.getChildren().clear();
        for (ImageCard.Fact fact : card.facts()) body.getChildren().add(fact(fact));
        if (!card.failure().isEmpty()) body.getChildren().add(sentence(card.failure(), "text-red"));
        for (String warning : card.warnings()) body.getChildren().add(sentence(warning, "text-amber"));
    }

    private static Label sentence(String words, String colour) {
        Label label = new Label();
        label.getStyleClass().addAll("text-small", colour);
        label.setMinHeight(Region.USE_PREF_SIZE);
        Wrapping.show(label, words, LONGEST_LINE);
        return label;
    }

    void showLog(boolean open) {
        shown(log, open);
        logs.setText(open ? "Hide log" : "Log");
    }

    /// Stays where it was read, unless its end is seen.
    void log(String text) {
        if (!log.isManaged()) return;
        boolean atEnd = log.getCaretPosition() >= log.getLength();
        double top = log.getScrollTop();
        log.setText(text);
        if (atEnd) log.end();
        else log.setScrollTop(top);
    }

    private static HBox fact(ImageCard.Fact fact) {
        Label name = new Label(fact.name());
        name.getStyleClass().addAll("text-faint", "text-small");
        name.setMinWidth(NAME);
        name.setPrefWidth(NAME);
        Label value = new Label();
        value.getStyleClass().add("text-small");
        value.setMinHeight(Region.USE_PREF_SIZE);
        Wrapping.show(value, fact.value(), LONGEST_LINE);
        HBox.setHgrow(value, Priority.ALWAYS);
        HBox line = new HBox(8, name, value);
        line.setAlignment(Pos.TOP_LEFT);
        return line;
    }

    private static void shown(javafx.scene.Node node, boolean is) {
        node.setVisible(is);
        node.setManaged(is);
    }
}
