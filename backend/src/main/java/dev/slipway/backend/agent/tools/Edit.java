package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import dev.slipway.backend.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;

/// Replaces a passage of a file.
final class Edit implements Tool {
    private static final ToolSpec SPEC = Specs.of("edit", """
            {"type":"object","properties":{
            "path":{"type":"string","description":"absolute, or relative to /workspace"},
            "old_text":{"type":"string","description":"the passage, character for character"},
            "new_text":{"type":"string"},
            "replace_all":{"type":"boolean","description":"replace every occurrence; otherwise it must be the only one"}},
            "required":["path","old_text","new_text"],"additionalProperties":false}
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
        String oldText = arguments.text("old_text");
        String newText = arguments.text("new_text");
        TextEdit edit = new TextEdit(oldText, newText);
        boolean all = arguments.flag("replace_all");
        Sandbox sandbox = context.sandbox();
        String text = TextFile.read(sandbox, path);
        TextEdit.Edited edited = all ? edit.everywhere(text) : edit.once(text);
        sandbox.write(path, edited.text().getBytes(StandardCharsets.UTF_8));
        String where = edited.count() == 1 ? "at line " + edited.firstLine() : edited.count() + " times";
        return new ToolAnswer.Ok(Names.shown(path) + ": replaced " + where);
    }
}
