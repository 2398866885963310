package dev.slipway.backend.agent;

import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelException;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// When a conversation is to be replaced by a summary, and how the model is asked for one.
final class Compaction {
    private static final double FULL = 0.8;
    private static final int CHARACTERS_PER_TOKEN = 3;
    /// What vendors count for a large one.
    private static final int IMAGE_TOKENS = 1_600;

    private static final int MOST_PROMPT_CHARACTERS = 8_000;
    /// What is left of each text when the conversation doesn't even fit into the request for its summary.
    private static final List<Integer> SHRINK_TO = List.of(2_000, 300);

    private Compaction() {}

    /// Whether the next request would fill more than 80 % of the model's context, as far as one can tell.
    ///
    /// @param last usage of the reply that the conversation's last assistant message is, or none
    static boolean due(ModelRequest request, Usage last, int contextTokens) {
        return estimate(request, last) > contextTokens * FULL;
    }

    private static long estimate(ModelRequest request, Usage last) {
        long counted = last.inputTokens() + last.cacheReadTokens() + last.cacheWriteTokens() + last.outputTokens();
        List<Message> messages = request.messages();
        int from = messages.size();
        while (from > 0 && messages.get(from - 1).role() == Message.Role.user) from--;
        if (counted > 0) return counted + characters(messages.subList(from, messages.size())) / CHARACTERS_PER_TOKEN;
        long fixed = request.system().length();
        for (var tool : request.tools())
            fixed += tool.description().length() + tool.inputSchema().length();
        return (fixed + characters(messages)) / CHARACTERS_PER_TOKEN;
    }

    private static long characters(List<Message> messages) {
        return messages.stream()
                .flatMap(message -> message.parts().stream())
                .mapToLong(part -> switch (part) {
                    case Part.Text text -> text.text().length();
                    case Part.Image _ -> IMAGE_TOKENS * CHARACTERS_PER_TOKEN;
                    case Part.Thinking thinking -> thinking.text().length();
                    case Part.ToolCall call -> call.arguments().length();
                    case Part.ToolResult result -> result.output().length();
                })
                .sum();
    }

    /// Asks for the summary. The request begins as the one before did, so that prompt caches hit.
    ///
    /// @throws ModelException where there is none to be had
    static ModelReply summarize(ModelCaller caller, ModelRequest request) throws InterruptedException {
        ModelRequest asking = asking(request);
        for (int most : SHRINK_TO) {
            try {
                return caller.quiet(asking);
            } catch (ModelException e) {
                // Images may be what is rejected; what is shrunk has none.
                if (e.kind() != ModelException.Kind.too_long && e.kind() != ModelException.Kind.rejected) throw e;
                asking = shrunk(asking, most);
            }
        }
        return caller.quiet(asking);
    }

    /// The words of a summary, with the prompts that are being worked on as they were written.
    ///
    /// @throws ModelException where the reply has no words
    static String text(ModelReply reply, List<PromptQueued> prompts) {
        String summary = reply.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"))
                .strip();
        if (summary.isEmpty())
            throw new ModelException(
                    ModelException.Kind.lasting,
                    "The conversation is too long for the model, and it gave no summary of it. Start a new session,"
                            + " or choose a model with a larger context.",
                    null,
                    null);
        StringBuilder text = new StringBuilder(summary);
        for (PromptQueued prompt : prompts)
            text.append(
                            text.length() == summary.length()
                                    ? "\n\nThe prompt that you are working on, as it was written:\n\n"
                                    : "\n\nWritten while you worked on it:\n\n")
                    .append(cut(prompt.text(), MOST_PROMPT_CHARACTERS))
                    .append(Transcript.attached(prompt, Pictures.none()));
        return text.toString();
    }

    private static ModelRequest asking(ModelRequest request) {
        List<Message> messages = new ArrayList<>(request.messages());
        List<Part> last = new ArrayList<>();
        if (!messages.isEmpty() && messages.getLast().role() == Message.Role.user)
            last.addAll(messages.removeLast().parts());
        last.add(new Part.Text(Prompts.COMPACT));
        messages.add(new Message(Message.Role.user, last));
        return request.with(messages);
    }

    private static ModelRequest shrunk(ModelRequest request, int most) {
        List<Message> messages = request.messages().stream()
                .map(message -> new Message(
                        message.role(),
                        message.parts().stream()
                                .filter(part -> !(part instanceof Part.Thinking || part instanceof Part.Image))
                                .map(part -> shrunk(part, most))
                                .toList()))
                .toList();
        return request.with(messages);
    }

    private static Part shrunk(Part part, int most) {
        return switch (part) {
            case Part.Text text when text.text().equals(Prompts.COMPACT) -> text;
            case Part.Text text -> new Part.Text(cut(text.text(), most));
            case Part.Thinking thinking -> thinking;
            case Part.Image image -> image;
            case Part.ToolCall call
            when call.arguments().length() > most -> new Part.ToolCall(call.id(), call.tool(), "{}");
            case Part.ToolCall call -> call;
            case Part.ToolResult result ->
                new Part.ToolResult(result.toolCallId(), cut(result.output(), most), result.failed());
        };
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : Cut.to(text, most) + " […]";
    }
}
