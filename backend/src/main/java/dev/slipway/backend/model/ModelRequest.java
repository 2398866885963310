package dev.slipway.backend.model;

import java.util.List;

/// One call of a model. The system text and the tools come first and stay the same through a session, so that
/// prompt caches hit.
///
/// @param maxOutputTokens thinking included
public record ModelRequest(String system, List<ToolSpec> tools, List<Message> messages, int maxOutputTokens) {
    public ModelRequest {
        tools = List.copyOf(tools);
        messages = List.copyOf(messages);
    }
}
