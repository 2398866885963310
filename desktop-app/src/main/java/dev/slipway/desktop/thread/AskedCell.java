package dev.slipway.desktop.thread;

import dev.slipway.desktop.flow.Cell;
import dev.slipway.desktop.flow.SelectableText;
import dev.slipway.desktop.flow.SelectableText.Part;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The agent's question, with its answers to choose from.
final class AskedCell implements Cell<Row> {
    private final ThreadModel model;
    private final SelectableText question = new SelectableText();
    private final VBox card = new VBox(8);
    private final StackPane node = new StackPane(card);

    AskedCell(ThreadModel model) {
        this.model = model;
        question.setLineSpacing(4);
        node.getStyleClass().add("said");
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row row) {
        if (!(row instanceof Row.Asked asked)) return;
        card.getStyleClass().setAll("asked-card", asked.open() ? "asked-open" : "asked-closed");
        question.show(List.of(new Part(asked.question(), "t strong", null)));
        card.getChildren().setAll(question);
        for (String option : asked.options()) card.getChildren().add(option(asked, option));
        if (!asked.answeredBy().isEmpty()) card.getChildren().add(faint(asked.answeredBy() + " answered"));
        if (!asked.open()) return;
        card.getChildren()
                .add(faint(
                        asked.options().isEmpty() ? "Answer in the box below." : "Or answer in your own words below."));
    }

    private static Label faint(String words) {
        Label label = new Label(words);
        label.getStyleClass().addAll("text-faint", "text-small");
        return label;
    }

    @Override
    public List<SelectableText> texts() {
        return List.of(question);
    }

    private Button option(Row.Asked asked, String words) {
        SelectableText text = new SelectableText();
        text.show(List.of(new Part(words, "t", null)));
        text.setMouseTransparent(true);
        Button button = new Option(text);
        button.setOnAction(event -> model.answer(asked.call(), words));
        button.setAccessibleText(words);
        button.setMaxWidth(Double.MAX_VALUE);
        button.getStyleClass().addAll("option", ThreadPane.GONE);
        button.setDisable(!asked.open());
        return button;
    }

    /// A button as high as its words are at its width; the ones there are take any text in one line.
    private static final class Option extends Button {
        private static final double ABOUT = 26;

        private final SelectableText words;

        Option(SelectableText words) {
            this.words = words;
            setGraphic(words);
        }

        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        @Override
        protected double computePrefHeight(double width) {
            double room = width < 0 ? words.prefWidth(-1) : Math.max(80, width - ABOUT);
            words.setPrefWidth(width < 0 ? Region.USE_COMPUTED_SIZE : room);
            return Math.ceil(words.prefHeight(room)) + 14;
        }

        @Override
        protected double computeMinHeight(double width) {
            return computePrefHeight(width);
        }
    }
}
