package dev.slipway.desktop.changes;

import dev.slipway.desktop.settings.SettingsFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The person's editor, with a file of their checkout in it.
public final class Editor {
    /// Starts a program and doesn't wait for it.
    public interface Starter {
        void start(List<String> command) throws IOException;
    }

    private final SettingsFile settings;
    private final Map<String, String> environment;
    private final Starter starter;

    public Editor(SettingsFile settings, Map<String, String> environment, Starter starter) {
        this.settings = settings;
        this.environment = environment;
        this.starter = starter;
    }

    /// As this process' environment has it, with real programs.
    public static Editor of(SettingsFile settings) {
        return new Editor(settings, System.getenv(), Editor::start);
    }

    /// @param checkout a folder of this machine
    /// @param path as a diff has it; hostile
    /// @throws IllegalArgumentException with words for people, where it can't be opened
    void open(String checkout, String path, int line) {
        Path file = file(checkout, path);
        List<String> command =
                new EditorCommand(settings.now().editor(), environment, this::isInstalled).open(file, line);
        try {
            starter.start(command);
        } catch (IOException e) {
            throw new IllegalArgumentException(command.getFirst() + " can't be started: " + e.getMessage());
        }
    }

    /// A regular file in the checkout: no way out of it, and no link that leads out.
    private static Path file(String checkout, String path) {
        try {
            Path root = Path.of(checkout).toRealPath();
            Path file = root.resolve(path).toRealPath();
            if (file.startsWith(root) && Files.isRegularFile(file)) return file;
            throw new IllegalArgumentException("This isn't a file of the checkout " + checkout + ".");
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("The file isn't in " + checkout
                    + " on this machine. Apply the changes, or fetch the branch, and open it then.");
        }
    }

    private boolean isInstalled(String program) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (folder.isEmpty()) continue;
            if (Files.isExecutable(Path.of(folder, program)) || Files.isExecutable(Path.of(folder, program + ".exe")))
                return true;
        }
        return false;
    }

    private static void start(List<String> command) throws IOException {
        new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .getOutputStream()
                .close();
    }
}
