package dev.slipway.desktop;

import dev.slipway.desktop.connection.UiThread;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The app as the toolkit starts and ends it.
public final class DesktopApp extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopApp.class);

    /// Set before the toolkit makes the app.
    static @Nullable Started started;

    private final UiThread ui = new UiThread();
    private @Nullable AppWindow window;

    @Override
    public void start(Stage stage) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> LOG.error("something broke", failure));
        Started with = Objects.requireNonNull(started, "the app starts through Main");
        AppWindow opened = new AppWindow(stage, with.folder(), System.getenv(), ui, new Outside());
        window = opened;
        with.listen(link -> ui.execute(() -> opened.bring(link)));
        opened.show();
        if (!with.link().isEmpty()) opened.bring(with.link());
    }

    @Override
    public void stop() {
        if (window != null) window.close();
    }

    private final class Outside implements dev.slipway.desktop.shell.Outside {
        @Override
        public void browse(String url) {
            getHostServices().showDocument(url);
        }

        @Override
        public void copy(String text) {
            Clipboard.getSystemClipboard().setContent(java.util.Map.of(javafx.scene.input.DataFormat.PLAIN_TEXT, text));
        }
    }
}
