package dev.slipway.backend.agent.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The arguments of a tool call, read from the JSON that the model wrote. Every question that they don't answer
/// throws [BadArguments] with a message that tells the model how to do better. Immutable.
public final class Arguments {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(16 * 1024 * 1024)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final String where;

    private Arguments(JsonNode object, String where) {
        this.object = object;
        this.where = where;
    }

    /// @param json as the model wrote it; a blank text is an object with nothing in it
    public static Arguments parse(String json) {
        if (json.isBlank()) return parse("{}");
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            var at = e.getLocation();
            String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new BadArguments("the arguments are not valid JSON: " + e.getOriginalMessage() + place
                    + ". Send one complete JSON object.");
        }
        if (!node.isObject()) throw new BadArguments("the arguments must be one JSON object, not " + kind(node));
        return new Arguments(node, "");
    }

    /// A text that must be there; it may be empty.
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /// A text that must be there and say something.
    public String filled(String name) {
        String text = text(name);
        if (text.isBlank()) throw new BadArguments("argument `" + where + name + "` is empty");
        return text;
    }

    public Optional<String> optionalText(String name) {
        return present(name).map(node -> {
            if (!node.isString()) throw illTyped(name, "a string", node);
            return node.stringValue();
        });
    }

    /// One of the words; the first where it isn't there.
    public String word(String name, List<String> words) {
        String word = optionalText(name).orElse(words.getFirst());
        if (!words.contains(word))
            throw new BadArguments("argument `" + where + name + "` must be one of " + String.join(", ", words));
        return word;
    }

    public OptionalLong optionalWhole(String name, long least, long most) {
        Optional<JsonNode> node = present(name);
        if (node.isEmpty()) return OptionalLong.empty();
        JsonNode number = node.get();
        boolean whole = number.isIntegralNumber() || (number.isNumber() && number.doubleValue() % 1 == 0);
        if (!whole) throw illTyped(name, "a whole number", number);
        double value = number.doubleValue();
        if (value < least || value > most)
            throw new BadArguments(
                    "argument `" + where + name + "` must be between " + least + " and " + most + ", not " + number);
        return OptionalLong.of((long) value);
    }

    /// False where it isn't there.
    public boolean flag(String name) {
        return present(name)
                .map(node -> {
                    if (!node.isBoolean()) throw illTyped(name, "true or false", node);
                    return node.booleanValue();
                })
                .orElse(false);
    }

    /// Empty where it isn't there.
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : array(name)) {
            if (!node.isString()) throw illTyped(name + "[" + texts.size() + "]", "a string", node);
            texts.add(node.stringValue());
        }
        return texts;
    }

    /// Empty where it isn't there.
    public List<Arguments> objects(String name) {
        List<Arguments> objects = new ArrayList<>();
        for (JsonNode node : array(name)) {
            String place = name + "[" + objects.size() + "]";
            if (!node.isObject()) throw illTyped(place, "an object", node);
            objects.add(new Arguments(node, where + place + "."));
        }
        return objects;
    }

    public boolean has(String name) {
        return present(name).isPresent();
    }

    private List<JsonNode> array(String name) {
        Optional<JsonNode> node = present(name);
        if (node.isEmpty()) return List.of();
        if (!node.get().isArray()) throw illTyped(name, "an array", node.get());
        return List.copyOf(node.get().values());
    }

    private Optional<JsonNode> present(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private BadArguments missing(String name) {
        String given = object.isEmpty()
                ? "none were given"
                : "given: " + String.join(", ", new TreeSet<>(object.propertyNames()));
        return new BadArguments("argument `" + where + name + "` is missing (" + given + ")");
    }

    private BadArguments illTyped(String name, String wanted, JsonNode found) {
        return new BadArguments("argument `" + where + name + "` must be " + wanted + ", not " + kind(found));
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case STRING, BINARY -> "a string";
            case NUMBER -> "the number " + node;
            case BOOLEAN -> node.toString();
            case NULL, MISSING -> "null";
        };
    }
}
