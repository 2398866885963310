package dev.slipway.desktop;

import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// A real window on the headless platform, for tests that do what a person does. What [FxRobot] offers, and pictures.
/// One at a time; closed by the test.
public final class Window extends FxRobot implements AutoCloseable {
    private final Stage stage;
    private final Scene scene;

    private Window(Stage stage, Scene scene) {
        this.stage = stage;
        this.scene = scene;
    }

    /// @param content made on the FX thread
    public static Window show(double width, double height, ThemeChoice theme, Callable<Parent> content) {
        try {
            Stage primary = FxToolkit.registerPrimaryStage();
            FxToolkit.setupFixture(() -> {});
            return on(() -> {
                Stage stage = new Stage();
                Scene scene = new Scene(content.call(), width, height);
                Theme look = new Theme();
                look.choice().set(theme);
                look.dress(scene);
                stage.setScene(scene);
                stage.show();
                stage.toFront();
                return new Window(stage, scene);
            });
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs on the FX thread and waits for it.
    public static <T> T on(Callable<T> what) {
        try {
            return WaitForAsyncUtils.asyncFx(what).get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static void run(Runnable what) {
        on(() -> {
            what.run();
            return true;
        });
    }

    /// Waits until something is so on the FX thread; what it throws is not yet.
    public static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> on(condition));
    }

    public Scene scene() {
        return scene;
    }

    public Stage stage() {
        return stage;
    }

    public void resize(double width, double height) {
        run(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Writes what is seen to `target/screens/NAME.png`, to be looked at.
    public File picture(String name) {
        WaitForAsyncUtils.waitForFxEvents();
        File file = new File("target/screens", name + ".png");
        save(on(() -> scene.snapshot(null)), file);
        return file;
    }

    public static void save(WritableImage image, File file) {
        file.getParentFile().mkdirs();
        try {
            javax.imageio.ImageIO.write(buffered(image), "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run(stage::close);
    }

    private static java.awt.image.BufferedImage buffered(WritableImage image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        PixelReader pixels = image.getPixelReader();
        java.awt.image.BufferedImage copy =
                new java.awt.image.BufferedImage(width, height, java.awt.image.BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) copy.setRGB(x, y, pixels.getArgb(x, y));
        return copy;
    }
}
