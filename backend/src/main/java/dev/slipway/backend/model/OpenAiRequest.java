package dev.slipway.backend.model;

import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/// A request in the form of OpenAI's Chat Completions API. Servers cache prefixes by themselves.
final class OpenAiRequest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenAiRequest() {}

    static ChatCompletionCreateParams of(String model, ModelRequest request) {
        ChatCompletionCreateParams.Builder body = ChatCompletionCreateParams.builder()
                .model(model)
                .messages(JsonValue.from(messages(request)))
                .putAdditionalBodyProperty("stream_options", JsonValue.from(Map.of("include_usage", true)));
        if (!request.tools().isEmpty()) body.tools(JsonValue.from(tools(request.tools())));
        // Compatible servers get the word only where a person asked for it, since some refuse what they don't know.
        if (request.effort() != null)
            body.putAdditionalBodyProperty(
                    "reasoning_effort", JsonValue.from(request.effort().name()));
        // OpenAI's own models want the newer word; compatible servers mostly know the older one only.
        if (model.matches("(gpt-[5-9]|o[1-9]).*")) body.maxCompletionTokens(request.maxOutputTokens());
        else body.putAdditionalBodyProperty("max_tokens", JsonValue.from(request.maxOutputTokens()));
        return body.build();
    }

    private static List<Object> tools(List<ToolSpec> specs) {
        List<Object> tools = new ArrayList<>();
        for (ToolSpec spec : specs) {
            Map<String, Object> function = new LinkedHashMap<>();
            function.put("name", spec.name());
            function.put("description", spec.description());
            function.put("parameters", JSON.readValue(spec.inputSchema(), Map.class));
            tools.add(Map.of("type", "function", "function", function));
        }
        return tools;
    }

    private static List<Object> messages(ModelRequest request) {
        List<Object> all = new ArrayList<>();
        if (!request.system().isBlank()) all.add(Map.of("role", "system", "content", request.system()));
        for (Message message : request.messages()) {
            switch (message.role()) {
                case user -> addUser(message, all);
                case assistant -> addAssistant(message, all);
            }
        }
        return all;
    }

    /// Results are messages of their own, before the words. Without images the content is a plain text, since not all
    /// compatible servers take a list.
    private static void addUser(Message message, List<Object> all) {
        StringBuilder words = new StringBuilder();
        List<Object> content = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result)
                all.add(Map.of("role", "tool", "tool_call_id", result.toolCallId(), "content", result.output()));
            else if (part instanceof Part.Image image)
                content.add(Map.of("type", "image_url", "image_url", Map.of("url", address(image))));
            else if (part instanceof Part.Text text)
                words.append(words.isEmpty() ? "" : "\n\n").append(text.text());
        }
        if (content.isEmpty() && words.isEmpty()) return;
        if (!words.isEmpty()) content.add(Map.of("type", "text", "text", words.toString()));
        all.add(Map.of("role", "user", "content", content.size() > 1 || words.isEmpty() ? content : words.toString()));
    }

    private static String address(Part.Image image) {
        return "data:" + image.mediaType() + ";base64," + image.base64();
    }

    private static void addAssistant(Message message, List<Object> all) {
        StringBuilder words = new StringBuilder();
        List<Object> calls = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.Text text)
                words.append(words.isEmpty() ? "" : "\n\n").append(text.text());
            if (part instanceof Part.ToolCall call)
                calls.add(Map.of(
                        "id",
                        call.id(),
                        "type",
                        "function",
                        "function",
                        Map.of("name", call.tool(), "arguments", call.arguments())));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("role", "assistant");
        if (!words.isEmpty()) body.put("content", words.toString());
        if (!calls.isEmpty()) body.put("tool_calls", calls);
        if (body.size() > 1) all.add(body);
    }
}
