package dev.slipway.desktop.start;

import dev.slipway.protocol.Effort;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// From which branch, with which model, how hard it thinks: side by side, or one below the other.
final class StartOptions extends FlowPane {
    private static final double GAP = 8;
    private static final double NARROW = 440;
    private static final double EFFORT = 112;

    StartOptions(NewSessionModel model, Pane layer) {
        super(GAP, GAP);
        getStyleClass().add("start-options");
        PickField branch = new PickField(model.branch(), layer, null);
        branch.setId("branch");
        branch.setPromptText("Default branch");
        PickField choice = new PickField(model.model(), layer, null);
        choice.setId("model");
        choice.setPromptText("Default model");
        ChoiceBox<String> effort = new ChoiceBox<>();
        effort.setId("effort");
        effort.getItems().add("Default");
        for (Effort each : Effort.values()) effort.getItems().add(words(each));
        effort.setValue(words(model.effort().get()));
        effort.valueProperty().subscribe(word -> model.effort().set(effort(word)));
        VBox[] fields = {labelled("Branch", branch), labelled("Model", choice), labelled("Effort", effort)};
        getChildren().addAll(fields);
        widthProperty().subscribe(width -> fit(fields, width.doubleValue()));
    }

    private static void fit(VBox[] fields, double width) {
        boolean narrow = width < NARROW;
        double wide = Math.floor(narrow ? width : (width - EFFORT - 2 * GAP) / 2);
        fields[0].setPrefWidth(wide);
        fields[1].setPrefWidth(narrow ? Math.floor(width - EFFORT - GAP) : wide);
        fields[2].setPrefWidth(EFFORT);
    }

    private static VBox labelled(String words, Region field) {
        Label label = new Label(words);
        label.getStyleClass().addAll("text-small", "text-faint");
        label.setLabelFor(field);
        field.setMaxWidth(Double.MAX_VALUE);
        field.setAccessibleText(words);
        return new VBox(4, label, field);
    }

    private static String words(@Nullable Effort effort) {
        if (effort == null) return "Default";
        return effort.name().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + effort.name().substring(1);
    }

    private static @Nullable Effort effort(String word) {
        for (Effort each : Effort.values()) if (words(each).equals(word)) return each;
        return null;
    }
}
