package dev.slipway.desktop;

import dev.slipway.client.LocalBackend;
import dev.slipway.desktop.design.Emoji;
import dev.slipway.desktop.link.FirstWindow;
import java.io.IOException;
import java.nio.file.Path;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the app, or hands what it was started with to the window that is open already.
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        String link = arguments.length == 0 ? "" : arguments[0];
        if (link.equals("--help") || link.equals("-h") || arguments.length > 1) {
            System.out.print("""
                    Usage: slipway desktop [LINK]

                    Opens the desktop app, or brings it to the front. A link is one of
                    slipway://session/ID, slipway://new, slipway://new/REPOSITORY, slipway://sessions,
                    or one that you were sent, in quotes: an invitation, https://HOST/join#…, or a shared session,
                    https://HOST/s/ID#…
                    """);
            System.exit(arguments.length > 1 ? 2 : 0);
        }
        Path folder = LocalBackend.home(System.getenv()).resolve("desktop");
        Logging.into(folder);
        Thread fonts = Thread.ofPlatform().start(() -> Emoji.withoutColours(folder));
        Started started = new Started(folder, link);
        FirstWindow window = claim(folder, started);
        if (window == null && started.isElsewhere()) {
            System.err.println("Slipway is open already; it was told.");
            return;
        }
        DesktopApp.started = started;
        fonts.join();
        Application.launch(DesktopApp.class);
        if (window != null) window.close();
        // The system's own threads, notifications among them, must not keep the process.
        System.exit(0);
    }

    /// Null where another window took it over, and where nobody can know.
    private static @Nullable FirstWindow claim(Path folder, Started started) {
        try {
            FirstWindow window = FirstWindow.claim(folder, started.link(), started::again);
            if (window == null) started.elsewhere();
            return window;
        } catch (IOException e) {
            LOG.warn("whether another window is open can't be found out", e);
            return null;
        }
    }
}
