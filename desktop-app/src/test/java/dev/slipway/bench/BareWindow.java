package dev.slipway.bench;

import dev.slipway.desktop.design.Painted;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/// What the app stands on and nothing else: a window with a label, in a process of its own. It says `painted` and when;
/// asked for `frames MS` it counts them in its label for so long.
public final class BareWindow extends Application {
    private final Label label = new Label("Nothing");

    public static void main(String[] arguments) {
        launch(arguments);
    }

    @Override
    public void start(Stage stage) {
        Scene scene = new Scene(new StackPane(label), 1280, 840);
        stage.setScene(scene);
        Painted.then(scene, Platform::runLater, () -> Questions.say("painted " + System.nanoTime()));
        stage.show();
        Questions.answer(this::answer);
    }

    private CompletableFuture<String> answer(String[] question) {
        int[] counted = new int[1];
        return FrameTimes.record(Long.parseLong(question[1]), () -> label.setText("Frame " + counted[0]++));
    }
}
