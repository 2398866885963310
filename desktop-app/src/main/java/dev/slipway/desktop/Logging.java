package dev.slipway.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// The app's log: `desktop.log` in its folder, two files of 1 MB at most. Nobody looks at a window's standard error.
final class Logging {
    private static final int MOST_BYTES = 1 << 20;

    private Logging() {}

    static void into(Path folder) {
        Logger root = Logger.getLogger("");
        try {
            Files.createDirectories(folder);
            Handler file = new FileHandler(folder.resolve("desktop.log").toString(), MOST_BYTES, 2, true);
            file.setFormatter(new SimpleFormatter());
            for (Handler console : root.getHandlers()) root.removeHandler(console);
            root.addHandler(file);
        } catch (IOException e) {
            root.log(Level.WARNING, "there is no log file", e);
        }
    }
}
