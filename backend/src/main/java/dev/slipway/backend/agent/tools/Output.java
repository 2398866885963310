package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import java.util.Optional;

/// Reads on in the whole output of an earlier call.
final class Output implements Tool {
    private static final int SHOWN_BYTES = 8_000;
    private static final ToolSpec SPEC = Specs.of("output", """
            {"type":"object","properties":{
            "call":{"type":"string","description":"the id that the shortened output named"},
            "offset":{"type":"integer","minimum":0,"description":"in bytes, 0 if left out"}},
            "required":["call"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public String title(Arguments arguments) {
        return "from byte " + offset(arguments);
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) {
        String call = arguments.filled("call");
        long offset = offset(arguments);
        Optional<ToolContext.Excerpt> found = context.outputOf(call, offset, SHOWN_BYTES);
        if (found.isEmpty()) return new ToolAnswer.Failed("no finished call of this session has the id " + call);
        byte[] bytes = found.get().bytes();
        long total = found.get().totalBytes();
        if (bytes.length == 0)
            return new ToolAnswer.Ok("[nothing from byte " + offset + " on: the output has " + total + " bytes]");
        boolean more = offset + bytes.length < total;
        int whole = more ? HeadAndTail.whole(bytes) : bytes.length;
        long next = offset + whole;
        String place = "[bytes " + offset + " to " + next + " of " + total
                + (more ? "; go on with \"offset\": " + next : "") + "]\n";
        return new ToolAnswer.Ok(place + HeadAndTail.decoded(bytes, 0, whole));
    }

    private static long offset(Arguments arguments) {
        return arguments.optionalWhole("offset", 0, Long.MAX_VALUE / 2).orElse(0);
    }
}
