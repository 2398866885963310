package dev.slipway.desktop.design;

import javafx.animation.Animation;
import javafx.animation.FadeTransition;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The one colour for what a session is doing. It breathes while something works. Colours by the style class
/// `state-WORD`.
public final class StateDot extends Region {
    private static final Duration BREATH = Duration.millis(900);

    private @Nullable FadeTransition breath;

    public StateDot() {
        getStyleClass().add("state-dot");
        // One that nobody can see would breathe for ever.
        sceneProperty().addListener((property, before, now) -> {
            if (breath == null) return;
            if (now == null) breath.pause();
            else breath.play();
        });
    }

    /// @param word `working`, `waiting`, …
    public void show(String word, boolean breathes) {
        getStyleClass().removeIf(c -> c.startsWith("state-") && !c.equals("state-dot"));
        getStyleClass().add("state-" + word);
        setAccessibleText(word);
        breathe(breathes && Theme.mayMove());
    }

    private void breathe(boolean on) {
        if (on == (breath != null)) return;
        if (breath != null) {
            breath.stop();
            breath = null;
            setOpacity(1);
            return;
        }
        FadeTransition fade = new FadeTransition(BREATH, this);
        fade.setFromValue(1);
        fade.setToValue(0.35);
        fade.setAutoReverse(true);
        fade.setCycleCount(Animation.INDEFINITE);
        if (getScene() != null) fade.play();
        breath = fade;
    }
}
