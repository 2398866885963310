package dev.slipway.backend.config;

import java.nio.file.Path;
import java.util.List;

/// Everything that is wrong with a configuration, one line each with file and line. The backend doesn't start.
public final class ConfigurationProblems extends RuntimeException {
    private final List<String> problems;

    ConfigurationProblems(Path file, List<String> problems) {
        super(String.join("\n", problems.stream().map(p -> file + ":" + p).toList()));
        this.problems = List.copyOf(problems);
    }

    /// `LINE: what is wrong and what is expected`.
    public List<String> problems() {
        return problems;
    }
}
