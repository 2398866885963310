package dev.slipway.backend.model;

import dev.slipway.protocol.Effort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call of a model. The system text and the tools come first and stay the same through a session, so that
/// prompt caches hit.
///
/// @param maxOutputTokens thinking included
/// @param effort null for the model's own
public record ModelRequest(
        String system,
        List<ToolSpec> tools,
        List<Message> messages,
        int maxOutputTokens,
        @Nullable Effort effort) {
    public ModelRequest {
        tools = List.copyOf(tools);
        messages = List.copyOf(messages);
    }

    /// The same, with other messages.
    public ModelRequest with(List<Message> others) {
        return new ModelRequest(system, tools, others, maxOutputTokens, effort);
    }
}
