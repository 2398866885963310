package dev.slipway.backend.model;

import dev.slipway.backend.model.Part.Text;
import dev.slipway.backend.model.Part.ToolCall;
import dev.slipway.backend.model.Part.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the script can tell of the turn so far, read from the conversation alone. Immutable.
///
/// @param prompt the person's newest words
/// @param images how many came with them
/// @param steps how many replies this turn has had
/// @param calls this turn's calls with their results, in order
/// @param callsBefore how many calls the whole conversation has, for fresh ids
record Rehearsal(String prompt, int images, int steps, List<Call> calls, int callsBefore) {
    record Call(ToolCall call, ToolResult result) {
        boolean is(String tool, String argument) {
            return call.tool().equals(tool) && call.arguments().contains(argument);
        }
    }

    static Rehearsal of(ModelRequest request) {
        List<Message> messages = request.messages();
        int begin = 0;
        int all = 0;
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (isPrompt(message)) begin = i;
            all += (int)
                    message.parts().stream().filter(ToolCall.class::isInstance).count();
        }
        List<Call> calls = new ArrayList<>();
        int steps = 0;
        for (Message message : messages.subList(Math.min(begin + 1, messages.size()), messages.size())) {
            if (message.role() == Message.Role.assistant) steps++;
            for (Part part : message.parts())
                if (part instanceof ToolCall call)
                    result(messages, call.id()).ifPresent(r -> calls.add(new Call(call, r)));
        }
        if (messages.isEmpty()) return new Rehearsal("", 0, 0, List.of(), 0);
        Message prompt = messages.get(begin);
        int images = (int)
                prompt.parts().stream().filter(Part.Image.class::isInstance).count();
        return new Rehearsal(words(prompt), images, steps, List.copyOf(calls), all);
    }

    /// Whether the person wrote something since the last reply, beside its results. What stands in brackets is the
    /// loop's.
    static boolean isSteered(ModelRequest request) {
        if (request.messages().isEmpty()) return false;
        Message newest = request.messages().getLast();
        return !isPrompt(newest)
                && newest.parts().stream()
                        .anyMatch(p -> p instanceof Text t && !t.text().startsWith("["));
    }

    /// The newest result of a call that went well.
    Optional<String> result(String tool, String argument) {
        return calls.reversed().stream()
                .filter(c -> c.is(tool, argument) && !c.result().failed())
                .map(c -> c.result().output())
                .findFirst();
    }

    boolean tried(String tool, String argument) {
        return calls.stream().anyMatch(c -> c.is(tool, argument));
    }

    /// Whether the newest call of this kind failed or was interrupted.
    boolean failed(String tool, String argument) {
        return calls.reversed().stream()
                .filter(c -> c.is(tool, argument))
                .findFirst()
                .map(c -> c.result().failed())
                .orElse(false);
    }

    private static Optional<ToolResult> result(List<Message> messages, String id) {
        return messages.reversed().stream()
                .flatMap(m -> m.parts().stream())
                .filter(p -> p instanceof ToolResult r && r.toolCallId().equals(id))
                .map(ToolResult.class::cast)
                .findFirst();
    }

    /// Words that come with results don't begin a turn.
    private static boolean isPrompt(Message message) {
        return message.role() == Message.Role.user && message.parts().stream().noneMatch(ToolResult.class::isInstance);
    }

    private static String words(Message message) {
        StringBuilder words = new StringBuilder();
        for (Part part : message.parts())
            if (part instanceof Text text) words.append(text.text()).append('\n');
        return words.toString().strip();
    }
}
