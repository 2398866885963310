package dev.slipway.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.Message.Role;
import dev.slipway.backend.model.Part;
import java.util.ArrayList;
import java.util.List;

/// What vendors ask of a conversation.
final class Conversations {
    private Conversations() {}

    /// Valid, and it is the model's turn.
    static void requireSendable(List<Message> messages) {
        requireValid(messages);
        assertThat(messages).isNotEmpty();
        assertThat(messages.getLast().role()).isEqualTo(Role.user);
    }

    /// User and assistant take turns, the user first; each tool call has one result, at the beginning of the
    /// message after it; nothing is empty.
    static void requireValid(List<Message> messages) {
        List<String> open = List.of();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            assertThat(message.role())
                    .as("message %d of %s", i, messages)
                    .isEqualTo(i % 2 == 0 ? Role.user : Role.assistant);
            assertThat(message.parts()).isNotEmpty().noneMatch(Conversations::empty);
            List<String> results = new ArrayList<>();
            for (int p = 0; p < message.parts().size(); p++)
                if (message.parts().get(p) instanceof Part.ToolResult result) {
                    results.add(result.toolCallId());
                    assertThat(p).as("results come first").isEqualTo(results.size() - 1);
                }
            if (message.role() == Role.user) assertThat(results).isEqualTo(open);
            else assertThat(results).isEmpty();
            open = message.parts().stream()
                    .filter(Part.ToolCall.class::isInstance)
                    .map(part -> ((Part.ToolCall) part).id())
                    .toList();
            assertThat(open).doesNotHaveDuplicates();
            assertThat(message.parts().getLast()).isNotInstanceOf(Part.Thinking.class);
        }
    }

    static String text(Message message) {
        StringBuilder text = new StringBuilder();
        for (Part part : message.parts())
            switch (part) {
                case Part.Text t -> text.append(t.text()).append('\n');
                case Part.ToolResult r -> text.append(r.output()).append('\n');
                case Part.Thinking _, Part.ToolCall _, Part.Image _ -> {}
            }
        return text.toString();
    }

    private static boolean empty(Part part) {
        return switch (part) {
            case Part.Text text -> text.text().isBlank();
            case Part.ToolResult result -> result.output().isBlank();
            case Part.Thinking thinking -> thinking.text().isEmpty() && thinking.signature() == null;
            case Part.Image image -> image.base64().isEmpty();
            case Part.ToolCall _ -> false;
        };
    }
}
