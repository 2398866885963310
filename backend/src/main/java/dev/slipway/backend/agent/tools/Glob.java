package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import dev.slipway.backend.sandbox.Sandbox;

/// Finds files by their names.
final class Glob implements Tool {
    private static final int MOST = 500;
    private static final ToolSpec SPEC = Specs.of("glob", """
            {"type":"object","properties":{
            "pattern":{"type":"string","description":"*, ?, [...] and ** against the path below the folder"},
            "path":{"type":"string","description":"the folder, /workspace if left out"}},
            "required":["pattern"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public String title(Arguments arguments) {
        String path = arguments.optionalText("path").map(Names::title).orElse("");
        return arguments.filled("pattern") + (path.isEmpty() ? "" : " in " + path);
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) throws InterruptedException {
        String pattern = arguments.filled("pattern");
        String path = arguments.optionalText("path").filter(p -> !p.isBlank()).orElse(".");
        Sandbox.Listing listing = context.sandbox().list(path, pattern, MOST);
        if (listing.entries().isEmpty()) return new ToolAnswer.Ok("nothing matches " + pattern);
        StringBuilder text = new StringBuilder();
        for (Sandbox.Listing.Entry entry : listing.entries())
            text.append(line(entry)).append('\n');
        if (listing.cut()) text.append("[only the first ").append(MOST).append("; use a narrower pattern]\n");
        return new ToolAnswer.Ok(text.toString().stripTrailing());
    }

    static String line(Sandbox.Listing.Entry entry) {
        return Names.shown(entry.path())
                + switch (entry.type()) {
                    case folder -> "/";
                    case link -> " (link)";
                    case other -> " (special file)";
                    case file -> "";
                };
    }
}
