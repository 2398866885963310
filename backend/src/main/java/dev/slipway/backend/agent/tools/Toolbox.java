package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tools of a turn, by name, in the order in which the model is told of them. Immutable.
public final class Toolbox {
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final List<ToolSpec> specs = new ArrayList<>();

    /// @throws IllegalArgumentException where two have one name
    public Toolbox(List<Tool> tools) {
        for (Tool tool : tools) {
            ToolSpec spec = tool.spec();
            if (this.tools.put(spec.name(), tool) != null)
                throw new IllegalArgumentException("two tools are named " + spec.name());
            specs.add(spec);
        }
    }

    /// All tools that Slipway has of its own.
    public static Toolbox standard() {
        return new Toolbox(List.of(
                new Read(),
                new Glob(),
                new Grep(),
                new Edit(),
                new Patch(),
                new Write(),
                new Bash(),
                new Job(),
                new Output(),
                new WebFetch(),
                new Todo(),
                new Ask()));
    }

    public List<ToolSpec> specs() {
        return List.copyOf(specs);
    }

    public Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /// The tools' names, for whoever asked for one that there isn't.
    public String names() {
        return String.join(", ", tools.keySet());
    }
}
