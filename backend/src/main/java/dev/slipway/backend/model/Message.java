package dev.slipway.backend.model;

import java.util.List;

/// One message of a conversation: text and tool results of the user, or text, thinking and tool calls of the
/// model.
public record Message(Role role, List<Part> parts) {
    public Message {
        parts = List.copyOf(parts);
    }

    public enum Role {
        user,
        assistant
    }

    public static Message user(String text) {
        return new Message(Role.user, List.of(new Part.Text(text)));
    }
}
