package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import java.util.List;

/// Keeps the list of what is to be done where model and person see it. The list is the call's arguments;
/// nothing else keeps it.
final class Todo implements Tool {
    private static final List<String> STATES = List.of("pending", "in_progress", "done");
    private static final ToolSpec SPEC = Specs.of("todo", """
            {"type":"object","properties":{
            "items":{"type":"array","items":{"type":"object","properties":{
            "text":{"type":"string"},
            "state":{"type":"string","enum":["pending","in_progress","done"]}},
            "required":["text","state"],"additionalProperties":false}}},
            "required":["items"],"additionalProperties":false}
            """);

    private record Item(String text, String state) {}

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public String title(Arguments arguments) {
        List<Item> items = items(arguments);
        long done = items.stream().filter(item -> item.state().equals("done")).count();
        String now = items.stream()
                .filter(item -> item.state().equals("in_progress"))
                .findFirst()
                .map(item -> ": " + item.text())
                .orElse("");
        return done + " of " + items.size() + " done" + now;
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) {
        StringBuilder text = new StringBuilder();
        for (Item item : items(arguments)) {
            String mark = switch (item.state()) {
                case "done" -> "[x] ";
                case "in_progress" -> "[>] ";
                default -> "[ ] ";
            };
            text.append(mark).append(item.text()).append('\n');
        }
        return new ToolAnswer.Ok(
                text.isEmpty() ? "the list is empty" : text.toString().stripTrailing());
    }

    private static List<Item> items(Arguments arguments) {
        if (!arguments.has("items")) throw new BadArguments("argument `items` is missing: a list of {text, state}");
        return arguments.objects("items").stream()
                .map(item -> new Item(item.filled("text"), item.word("state", STATES)))
                .toList();
    }
}
