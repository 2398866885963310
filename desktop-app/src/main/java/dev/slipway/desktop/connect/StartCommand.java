package dev.slipway.desktop.connect;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a person types in a terminal to start this machine's backend. Immutable.
///
/// @param where it is to be typed, for the end of a sentence
public record StartCommand(String command, String where) {
    private static final String NAME = "slipway";

    /// As the app was started: by a launcher, or from a package that has none. Looks at files.
    ///
    /// @param launcher the launcher that started the app; null for none
    public static StartCommand of(Map<String, String> environment, @Nullable String launcher) {
        Optional<Path> onPath = onPath(environment.getOrDefault("PATH", ""));
        if (launcher == null)
            return onPath.isPresent()
                    ? new StartCommand(NAME + " up", "in a terminal")
                    : new StartCommand("./" + NAME + " up", "in a terminal, in the folder that you cloned Slipway to");
        boolean same = onPath.isPresent() && isSame(onPath.get(), launcher);
        return new StartCommand((same ? NAME : quoted(launcher)) + " up", "in a terminal");
    }

    private static Optional<Path> onPath(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .flatMap(StartCommand::inFolder)
                .findFirst();
    }

    private static Stream<Path> inFolder(String folder) {
        try {
            return Stream.of(Path.of(folder, NAME)).filter(Files::isRegularFile).filter(Files::isExecutable);
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private static boolean isSame(Path found, String launcher) {
        try {
            return Files.isSameFile(found, Path.of(launcher));
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    private static String quoted(String launcher) {
        return launcher.matches("[A-Za-z0-9_./+@:-]+") ? launcher : "'" + launcher.replace("'", "'\\''") + "'";
    }
}
