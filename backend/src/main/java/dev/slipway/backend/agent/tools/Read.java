package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import dev.slipway.backend.sandbox.Sandbox;
import java.util.Optional;

/// Reads lines of a text file, or lists a folder.
final class Read implements Tool {
    private static final int MOST_ENTRIES = 500;
    private static final ToolSpec SPEC = Specs.of("read", """
            {"type":"object","properties":{
            "path":{"type":"string","description":"absolute, or relative to /workspace"},
            "offset":{"type":"integer","minimum":1,"description":"the first line, counted from 1"},
            "limit":{"type":"integer","minimum":1,"maximum":2000,"description":"how many lines, 2000 if left out"}},
            "required":["path"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public int answerBytes() {
        return 64_000;
    }

    @Override
    public String title(Arguments arguments) {
        String path = Names.title(arguments.filled("path"));
        long offset = offset(arguments);
        return offset == 1 ? path : path + " from line " + offset;
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) throws InterruptedException {
        String path = arguments.filled("path");
        long offset = offset(arguments);
        int limit = (int)
                arguments.optionalWhole("limit", 1, NumberedLines.MOST_LINES).orElse(NumberedLines.MOST_LINES);
        Sandbox sandbox = context.sandbox();
        Optional<Sandbox.FileStatus> status = sandbox.status(path);
        if (status.isPresent() && status.get().type() == Sandbox.FileStatus.Type.folder) return folder(sandbox, path);
        TextFile.require(sandbox, path);
        return NumberedLines.read(sandbox, path, offset, limit);
    }

    private static long offset(Arguments arguments) {
        return arguments.optionalWhole("offset", 1, Integer.MAX_VALUE).orElse(1);
    }

    private static ToolAnswer folder(Sandbox sandbox, String path) throws InterruptedException {
        Sandbox.Listing listing = sandbox.list(path, null, MOST_ENTRIES);
        StringBuilder text = new StringBuilder(Names.shown(path) + " is a folder:\n");
        for (Sandbox.Listing.Entry entry : listing.entries())
            text.append(Glob.line(entry)).append('\n');
        if (listing.cut()) text.append("[only the first ").append(MOST_ENTRIES).append("; use `glob`]\n");
        return new ToolAnswer.Ok(text.toString().stripTrailing());
    }
}
