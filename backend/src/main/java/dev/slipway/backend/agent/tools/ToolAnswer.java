package dev.slipway.backend.agent.tools;

import java.util.List;

/// What a tool call came to. Immutable.
public sealed interface ToolAnswer {
    /// @param text for the model
    record Ok(String text) implements ToolAnswer {}

    /// @param text for the model: what is wrong and how to do better
    record Failed(String text) implements ToolAnswer {}

    /// The person is to be asked, and the turn ends.
    record Asked(String question, List<String> options) implements ToolAnswer {
        public Asked {
            options = List.copyOf(options);
        }
    }
}
