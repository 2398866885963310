package dev.slipway.backend.environment;

import dev.slipway.backend.yaml.Yaml;
import dev.slipway.backend.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the operator decided about repositories' environments: their sections in the configuration. The limits in
/// them are granted; everything else replaces what the repository says. Immutable.
public final class Operator {
    /// The name of the section that holds for all repositories, before their own.
    public static final String ALL = "*";

    public static final Operator NONE = new Operator(Map.of());

    private final Map<String, YamlNode.Section> sections;

    private Operator(Map<String, YamlNode.Section> sections) {
        this.sections = Map.copyOf(sections);
    }

    /// @param sections by repository's name
    public static Operator read(Map<String, YamlNode> sections, Yaml.Problems problems) {
        Map<String, YamlNode.Section> fine = new LinkedHashMap<>();
        sections.forEach((name, node) -> {
            if (!(node instanceof YamlNode.Section section)) {
                problems.problem(node.line(), "environments." + name + " wants `key: value` lines below it");
                return;
            }
            EnvironmentReader.read(section, Environment.NONE, problems);
            for (String asked : List.of("egress", "secrets")) {
                YamlNode wrong = section.entries().get(asked);
                if (wrong != null)
                    problems.problem(
                            wrong.line(),
                            asked + " is asked for by repositories; hosts and what is put into"
                                    + " requests to them are granted in the section egress");
            }
            fine.put(name, section);
        });
        return new Operator(fine);
    }

    /// What is written down for a repository, over something else.
    Environment over(String repository, Environment before) {
        Environment all = apply(ALL, before);
        return repository.equals(ALL) ? all : apply(repository, all);
    }

    private Environment apply(String name, Environment before) {
        YamlNode.Section section = sections.get(name);
        if (section == null) return before;
        return EnvironmentReader.read(section, before, (line, problem) -> {});
    }
}
