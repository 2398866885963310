package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.crash.PackedBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The terminal client, each command in a process of its own.
///
/// @param root the person's HOME
/// @param home the state folder
/// @param folder where the commands are typed
public record Terminal(Path root, Path home, Path folder) {

    /// @param out what it printed, errors among it
    public record Ran(int code, String out) {}

    /// With the state folder that test backends have there.
    public Terminal(Path root) {
        this(root, root.resolve("state"), root);
    }

    public Terminal in(Path folder) {
        return new Terminal(root, home, folder);
    }

    /// Nothing can be typed into it.
    public Process start(String... arguments) throws IOException {
        return start(
                List.of(arguments),
                ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }

    /// Blocks until it ends.
    public Ran run(String... arguments) throws IOException, InterruptedException {
        return ended(start(arguments));
    }

    /// Blocks until it ends.
    public Ran runWith(String input, List<String> arguments) throws IOException, InterruptedException {
        Process process = start(arguments, ProcessBuilder.Redirect.PIPE);
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return ended(process);
    }

    public static Ran ended(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out);
    }

    private Process start(List<String> arguments, ProcessBuilder.Redirect input) throws IOException {
        List<String> command = new ArrayList<>(PackedBackend.make().client());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectInput(input);
        builder.environment().keySet().removeIf(name -> name.matches("(SLIPWAY|XDG)_.*"));
        builder.environment().put("SLIPWAY_HOME", home.toString());
        builder.environment().put("HOME", root.toString());
        return builder.start();
    }
}
