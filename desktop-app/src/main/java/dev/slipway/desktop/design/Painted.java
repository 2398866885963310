package dev.slipway.desktop.design;

import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;

/// Hears when what a scene shows has been painted.
public final class Painted {
    private Painted() {}

    /// Waits for the next frame, and runs once that has been painted and not only laid out.
    ///
    /// @param ui runs what it is given on the FX thread, after what that is doing
    /// @param run on the FX thread
    public static void then(Scene scene, Executor ui, Runnable run) {
        Runnable[] once = new Runnable[1];
        once[0] = () -> {
            scene.removePostLayoutPulseListener(once[0]);
            frame(ui, run);
        };
        scene.addPostLayoutPulseListener(once[0]);
        Platform.requestNextPulse();
    }

    /// The same for the frame that has just been laid out; to be called in a pulse.
    public static void frame(Executor ui, Runnable run) {
        ui.execute(() -> {
            awaitPainter();
            run.run();
        });
    }

    /// One thread paints, in order: when a pixel of something else is painted, so is the frame before it.
    private static void awaitPainter() {
        new Region().snapshot(new SnapshotParameters(), new WritableImage(1, 1));
    }
}
