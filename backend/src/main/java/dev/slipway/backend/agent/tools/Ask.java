package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import java.util.List;

/// Puts a question to the person and ends the turn.
final class Ask implements Tool {
    private static final int MOST_CHARACTERS = 4_000;
    private static final int MOST_OPTIONS = 10;
    private static final ToolSpec SPEC = Specs.of("ask", """
            {"type":"object","properties":{
            "question":{"type":"string"},
            "options":{"type":"array","items":{"type":"string"},"description":"answers to choose from"}},
            "required":["question"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public String title(Arguments arguments) {
        return arguments.filled("question");
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) {
        String question = arguments.filled("question").strip();
        List<String> options = arguments.texts("options");
        if (question.length() > MOST_CHARACTERS || options.stream().anyMatch(o -> o.length() > MOST_CHARACTERS))
            throw new BadArguments("a question and its options may have " + MOST_CHARACTERS + " characters each");
        if (options.size() > MOST_OPTIONS) throw new BadArguments("at most " + MOST_OPTIONS + " options");
        return new ToolAnswer.Asked(question, options);
    }
}
