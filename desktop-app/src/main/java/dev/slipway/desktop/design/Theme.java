package dev.slipway.desktop.design;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light or dark, as the person or the system wants it, on every scene that it is given. AtlantaFX is the ground; the
/// tokens in `light.css` and `dark.css` stand on it.
public final class Theme {
    private static final List<String> FONTS = List.of(
            "/com/formdev/flatlaf/fonts/inter/Inter-Regular.otf",
            "/com/formdev/flatlaf/fonts/inter/Inter-Italic.otf",
            "/com/formdev/flatlaf/fonts/inter/Inter-SemiBold.otf",
            "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf",
            "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Bold.ttf",
            "fonts/NotoEmoji-Regular.ttf");

    private final ObjectProperty<ThemeChoice> choice = new SimpleObjectProperty<>(ThemeChoice.system);
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
    private final List<Scene> scenes = new java.util.ArrayList<>();

    public Theme() {
        FONTS.forEach(Theme::load);
        choice.addListener((property, before, now) -> decide());
        Platform.getPreferences().colorSchemeProperty().addListener((property, before, now) -> decide());
        decide();
    }

    public ObjectProperty<ThemeChoice> choice() {
        return choice;
    }

    public ReadOnlyBooleanProperty dark() {
        return dark.getReadOnlyProperty();
    }

    /// The scene follows the theme for as long as it lives.
    public void dress(Scene scene) {
        scenes.add(scene);
        sheets(scene);
    }

    /// The stylesheet of a pane's own room, which lies beside its class.
    public static void style(Parent pane, Class<?> room, String file) {
        URL sheet = Objects.requireNonNull(room.getResource(file), () -> room.getName() + " has no " + file);
        pane.getStylesheets().add(sheet.toExternalForm());
    }

    /// Whether things may move: not where the system asks for none.
    public static boolean mayMove() {
        return !Platform.getPreferences().isReducedMotion();
    }

    private void decide() {
        boolean now = choice.get() == ThemeChoice.dark
                || choice.get() == ThemeChoice.system
                        && Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        dark.set(now);
        Application.setUserAgentStylesheet(
                now ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scenes.forEach(this::sheets);
    }

    private void sheets(Scene scene) {
        scene.getStylesheets().setAll(sheet(dark.get() ? "dark.css" : "light.css"), sheet("slipway.css"));
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
    }

    private static void load(String font) {
        try (InputStream in = Objects.requireNonNull(Theme.class.getResourceAsStream(font), font)) {
            Font.loadFont(in, 13);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
