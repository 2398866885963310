package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import java.util.List;

/// Looks after a background job, or ends it.
final class Job implements Tool {
    private static final ToolSpec SPEC = Specs.of("job", """
            {"type":"object","properties":{
            "id":{"type":"integer","minimum":1},
            "action":{"type":"string","enum":["read","kill"],"description":"read if left out"},
            "offset":{"type":"integer","minimum":0,"description":"in bytes; the end of the output if left out"}},
            "required":["id"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public String title(Arguments arguments) {
        return arguments.word("action", List.of("read", "kill")) + " job " + id(arguments);
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) throws InterruptedException {
        long id = id(arguments);
        long offset = arguments.optionalWhole("offset", 0, Long.MAX_VALUE / 2).orElse(-1);
        if (arguments.word("action", List.of("read", "kill")).equals("kill")) return Jobs.kill(context.sandbox(), id);
        return Jobs.read(context.sandbox(), id, offset);
    }

    private static long id(Arguments arguments) {
        return arguments
                .optionalWhole("id", 1, 10_000)
                .orElseThrow(() -> new BadArguments("argument `id` is missing: the number of a background job"));
    }
}
