package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import java.util.ArrayList;
import java.util.List;

/// Applies a unified diff to several files, all or nothing.
final class Patch implements Tool {
    private static final ToolSpec SPEC = Specs.of("patch", """
            {"type":"object","properties":{
            "patch":{"type":"string","description":"a unified diff"}},
            "required":["patch"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public String title(Arguments arguments) {
        List<FilePatch> files = PatchParser.parse(arguments.filled("patch"));
        return String.join(", ", files.stream().map(FilePatch::name).distinct().toList());
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) throws InterruptedException {
        List<FilePatch> files = PatchParser.parse(arguments.filled("patch"));
        StagedFiles staged = new StagedFiles(context.sandbox());
        List<String> rejects = new ArrayList<>();
        for (FilePatch file : files) {
            try {
                staged.stage(file);
            } catch (BadArguments e) {
                rejects.add(e.getMessage());
            }
        }
        if (!rejects.isEmpty())
            return new ToolAnswer.Failed("The patch doesn't fit, so nothing was changed:\n" + String.join("\n", rejects)
                    + "\nRead the files again and send a patch that fits.");
        staged.write();
        return new ToolAnswer.Ok(
                String.join("\n", files.stream().map(Patch::done).toList()));
    }

    private static String done(FilePatch file) {
        if (file.to() == null) return file.name() + " deleted";
        if (file.from() == null) return file.name() + " made";
        String moved = file.from().equals(file.to()) ? "" : " (was " + Names.shown(file.from()) + ")";
        return file.name() + moved + " changed";
    }
}
