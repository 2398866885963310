package dev.slipway.backend.model;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.MessageCreateParams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/// A request in the form of Anthropic's Messages API. Cache breakpoints stand after the tools, after the system
/// text, and at the ends of the last two user messages, since the cache matches prefixes. Source:
/// <https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching>.
final class AnthropicRequest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> BREAKPOINT = Map.of("type", "ephemeral");

    private AnthropicRequest() {}

    static MessageCreateParams of(String model, ModelRequest request) {
        MessageCreateParams.Builder body = MessageCreateParams.builder()
                .model(model)
                .maxTokens(request.maxOutputTokens())
                .messages(JsonValue.from(messages(request.messages())));
        if (!request.system().isBlank()) {
            Map<String, Object> system = block("text", "text", request.system());
            system.put("cache_control", BREAKPOINT);
            body.system(JsonValue.from(List.of(system)));
        }
        if (!request.tools().isEmpty()) body.tools(JsonValue.from(tools(request.tools())));
        if (thinks(model)) {
            body.putAdditionalBodyProperty("thinking", JsonValue.from(Map.of("type", "adaptive")));
            if (request.effort() != null)
                body.putAdditionalBodyProperty(
                        "output_config",
                        JsonValue.from(Map.of("effort", request.effort().name())));
        }
        return body.build();
    }

    /// Models since Opus 4.6 decide by themselves how long to think, and take a word on how hard; others, and other
    /// servers' models, may not
    /// know the word.
    private static boolean thinks(String model) {
        return model.matches("claude-(opus|sonnet|fable|mythos|haiku)-([5-9]|4-[6-9]).*");
    }

    private static List<Object> tools(List<ToolSpec> specs) {
        List<Object> tools = new ArrayList<>();
        for (ToolSpec spec : specs) {
            Map<String, Object> tool = new LinkedHashMap<>();
            tool.put("name", spec.name());
            tool.put("description", spec.description());
            tool.put("input_schema", JSON.readValue(spec.inputSchema(), Map.class));
            if (tools.size() == specs.size() - 1) tool.put("cache_control", BREAKPOINT);
            tools.add(tool);
        }
        return tools;
    }

    private static List<Object> messages(List<Message> messages) {
        List<Object> all = new ArrayList<>();
        int lastUser = lastUserBefore(messages, messages.size());
        int userBefore = lastUserBefore(messages, lastUser);
        for (int i = 0; i < messages.size(); i++) {
            List<Map<String, Object>> blocks = new ArrayList<>();
            for (Part part : messages.get(i).parts()) add(part, blocks);
            if (blocks.isEmpty()) continue;
            if (i == lastUser || i == userBefore) blocks.getLast().put("cache_control", BREAKPOINT);
            all.add(Map.of("role", messages.get(i).role().name(), "content", blocks));
        }
        return all;
    }

    private static void add(Part part, List<Map<String, Object>> blocks) {
        switch (part) {
            case Part.Text text -> {
                if (!text.text().isBlank()) blocks.add(block("text", "text", text.text()));
            }
            case Part.Image image -> {
                Map<String, Object> block = new LinkedHashMap<>();
                block.put("type", "image");
                block.put("source", Map.of("type", "base64", "media_type", image.mediaType(), "data", image.base64()));
                blocks.add(block);
            }
            case Part.Thinking thinking -> {
                // Only signed thinking is taken back; another vendor's, or none, is left out.
                if (thinking.signature() == null) return;
                Map<String, Object> block = block("thinking", "thinking", thinking.text());
                block.put("signature", thinking.signature());
                blocks.add(block);
            }
            case Part.ToolCall call -> {
                Map<String, Object> block = block("tool_use", "id", call.id());
                block.put("name", call.tool());
                block.put("input", arguments(call.arguments()));
                blocks.add(block);
            }
            case Part.ToolResult result -> {
                Map<String, Object> block = block("tool_result", "tool_use_id", result.toolCallId());
                block.put("content", result.output().isBlank() ? "(no output)" : result.output());
                if (result.failed()) block.put("is_error", true);
                blocks.add(block);
            }
        }
    }

    /// The API wants an object; what was malformed is shown to the model as it was.
    private static Map<?, ?> arguments(String json) {
        try {
            return JSON.readValue(json, Map.class);
        } catch (JacksonException e) {
            return Map.of("malformed", json);
        }
    }

    private static Map<String, Object> block(String type, String key, String value) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put(key, value);
        return block;
    }

    private static int lastUserBefore(List<Message> messages, int end) {
        for (int i = end - 1; i >= 0; i--) if (messages.get(i).role() == Message.Role.user) return i;
        return -1;
    }
}
