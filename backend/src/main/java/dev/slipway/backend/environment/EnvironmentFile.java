package dev.slipway.backend.environment;

import dev.slipway.backend.yaml.Yaml;
import dev.slipway.backend.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A repository's own `.slipway/environment.yaml`: hostile until somebody looked at it.
///
/// @param problems `LINE: what is wrong`, by line; where there are some, the file counts for nothing
public record EnvironmentFile(Environment environment, List<String> problems) {
    /// Longer ones aren't read.
    public static final int LARGEST_BYTES = 64 << 10;

    private static final int MOST_PROBLEMS = 50;

    public EnvironmentFile {
        problems = List.copyOf(problems);
    }

    public static EnvironmentFile parse(String text) {
        TreeMap<Integer, String> problems = new TreeMap<>();
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_BYTES) {
            problems.put(1, "the file is larger than " + (LARGEST_BYTES >> 10) + " kB");
            return of(Environment.NONE, problems);
        }
        Yaml.Problems add = (line, problem) -> {
            if (problems.size() < MOST_PROBLEMS || problems.containsKey(line))
                problems.merge(line, problem, (a, b) -> a.length() > 1000 ? a : a + "; " + b);
        };
        Optional<YamlNode> root = Yaml.read(text, add);
        if (root.isEmpty()) return of(Environment.NONE, problems);
        if (root.get() instanceof YamlNode.Section section)
            return of(EnvironmentReader.read(section, Environment.NONE, add), problems);
        problems.put(root.get().line(), "the file holds no `key: value` lines");
        return of(Environment.NONE, problems);
    }

    private static EnvironmentFile of(Environment read, TreeMap<Integer, String> problems) {
        List<String> lines = problems.entrySet().stream()
                .map(p -> p.getKey() + ": " + p.getValue())
                .toList();
        return new EnvironmentFile(problems.isEmpty() ? read : Environment.NONE, lines);
    }
}
