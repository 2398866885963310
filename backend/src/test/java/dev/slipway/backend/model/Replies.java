package dev.slipway.backend.model;

import dev.slipway.backend.model.FakeVendor.Answer;
import tools.jackson.databind.JsonNode;

/// Whole replies in the form of each vendor.
public final class Replies {
    private Replies() {}

    public static Answer anthropic(String text) {
        return to -> {
            AnthropicModelTest.begin(to);
            AnthropicModelTest.block(to, 0, "{\"type\":\"text\",\"text\":\"\"}");
            AnthropicModelTest.delta(to, 0, "text_delta", "text", text);
            AnthropicModelTest.finish(to, "end_turn");
        };
    }

    public static Answer anthropic(String text, String tool, String arguments) {
        return to -> {
            AnthropicModelTest.begin(to);
            AnthropicModelTest.block(to, 0, "{\"type\":\"text\",\"text\":\"\"}");
            AnthropicModelTest.delta(to, 0, "text_delta", "text", text);
            AnthropicModelTest.block(
                    to, 1, "{\"type\":\"tool_use\",\"id\":\"toolu_9\",\"name\":\"" + tool + "\",\"input\":{}}");
            AnthropicModelTest.delta(to, 1, "input_json_delta", "partial_json", arguments);
            AnthropicModelTest.finish(to, "tool_use");
        };
    }

    /// Runs the last line of each prompt as a command, and then is done; what is told in brackets is no
    /// prompt.
    public static Answer working(FakeVendor.Asked asked) {
        JsonNode messages = asked.body().path("messages");
        JsonNode last = messages.get(messages.size() - 1);
        if (!last.path("role").asString().equals("user")) return openai("Done.");
        JsonNode content = last.path("content");
        String text = content.isString()
                ? content.asString()
                : content.values().stream()
                        .map(part -> part.path("text").asString(""))
                        .collect(java.util.stream.Collectors.joining("\n"));
        String command = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("["))
                .reduce((a, b) -> b)
                .orElse("");
        if (command.isEmpty()) return openai("Done.");
        String arguments = "{\"command\":" + FakeVendor.quoted(command) + "}";
        return to -> openai("", "bash", arguments).write(to);
    }

    public static Answer openai(String text) {
        return to -> to.event("", OpenAiModelTest.text(text))
                .event("", OpenAiModelTest.finish("stop"))
                .event("", "[DONE]")
                .end();
    }

    public static Answer openai(String text, String tool, String arguments) {
        return to -> to.event("", OpenAiModelTest.text(text))
                .event("", OpenAiModelTest.tool(0, "call_9", tool, arguments))
                .event("", OpenAiModelTest.finish("tool_calls"))
                .event("", "[DONE]")
                .end();
    }
}
