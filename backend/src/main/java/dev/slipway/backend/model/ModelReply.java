package dev.slipway.backend.model;

import dev.slipway.protocol.Usage;
import java.util.List;

/// A complete reply.
public record ModelReply(List<Part> parts, StopReason stopReason, Usage usage) {
    public ModelReply {
        parts = List.copyOf(parts);
    }

    public enum StopReason {
        end_of_turn,
        tool_calls,
        /// The reply ended at the most tokens that were asked for.
        max_tokens,
        refusal
    }

    public List<Part.ToolCall> toolCalls() {
        return parts.stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
    }
}
