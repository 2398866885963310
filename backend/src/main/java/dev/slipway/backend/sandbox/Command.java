package dev.slipway.backend.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A command to run inside a sandbox.
///
/// @param arguments the program and its arguments; no shell is added
/// @param folder absolute, or relative to `/workspace`
/// @param environment beside and over the sandbox's own
/// @param timeout after which it is ended with all that it started; the longest is a day
public record Command(List<String> arguments, String folder, Map<String, String> environment, Duration timeout) {
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty()) throw new IllegalArgumentException("a command without a program");
    }

    /// `bash -c SCRIPT` in `/workspace`.
    public static Command shell(String script, Duration timeout) {
        return new Command(List.of("/bin/bash", "-c", script), ".", Map.of(), timeout);
    }
}
