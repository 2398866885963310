package dev.slipway.backend.yaml;

import java.util.List;
import java.util.Map;

/// A piece of a YAML file and the line where it stands, counted from 1. Immutable.
public sealed interface YamlNode {
    int line();

    /// Numbers and flags are texts, too. A key without a value has an empty one.
    record Text(int line, String value) implements YamlNode {}

    record Items(int line, List<YamlNode> all) implements YamlNode {
        public Items {
            all = List.copyOf(all);
        }
    }

    /// @param entries in the order of the file
    record Section(int line, Map<String, YamlNode> entries) implements YamlNode {}
}
