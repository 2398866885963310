package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import dev.slipway.backend.sandbox.Sandbox;

/// Finds lines by what they say.
final class Grep implements Tool {
    private static final int MOST = 200;
    private static final ToolSpec SPEC = Specs.of("grep", """
            {"type":"object","properties":{
            "pattern":{"type":"string","description":"a POSIX extended regular expression"},
            "path":{"type":"string","description":"the folder, /workspace if left out"},
            "glob":{"type":"string","description":"only files whose path below the folder matches"}},
            "required":["pattern"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public String title(Arguments arguments) {
        String path = arguments.optionalText("path").map(Names::title).orElse("");
        return arguments.text("pattern") + (path.isEmpty() ? "" : " in " + path);
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) throws InterruptedException {
        String pattern = arguments.text("pattern");
        if (pattern.isEmpty()) throw new BadArguments("argument `pattern` is empty");
        String path = arguments.optionalText("path").filter(p -> !p.isBlank()).orElse(".");
        String glob = arguments.optionalText("glob").filter(g -> !g.isBlank()).orElse(null);
        Sandbox.Hits hits = context.sandbox().search(path, pattern, glob, MOST);
        if (hits.hits().isEmpty()) return new ToolAnswer.Ok("no line matches");
        StringBuilder text = new StringBuilder();
        for (Sandbox.Hits.Hit hit : hits.hits())
            text.append(Names.shown(hit.path()))
                    .append(':')
                    .append(hit.line())
                    .append(": ")
                    .append(hit.text())
                    .append('\n');
        if (hits.cut()) text.append("[only the first ").append(MOST).append("; use a narrower pattern]\n");
        return new ToolAnswer.Ok(text.toString().stripTrailing());
    }
}
