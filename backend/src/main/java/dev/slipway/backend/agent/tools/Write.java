package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import dev.slipway.backend.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Makes a file, or replaces one whole.
final class Write implements Tool {
    private static final ToolSpec SPEC = Specs.of("write", """
            {"type":"object","properties":{
            "path":{"type":"string","description":"absolute, or relative to /workspace"},
            "content":{"type":"string"}},
            "required":["path","content"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public String title(Arguments arguments) {
        return Names.title(arguments.filled("path"));
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) throws InterruptedException {
        String path = arguments.filled("path");
        byte[] content = arguments.text("content").getBytes(StandardCharsets.UTF_8);
        Sandbox sandbox = context.sandbox();
        Optional<Sandbox.FileStatus> before = sandbox.status(path);
        if (before.isPresent() && before.get().type() == Sandbox.FileStatus.Type.folder)
            return new ToolAnswer.Failed(Names.shown(path) + " is a folder");
        sandbox.write(path, content);
        String how = before.isPresent() ? " replaced, " : " made, ";
        return new ToolAnswer.Ok(Names.shown(path) + how + content.length + " bytes");
    }
}
