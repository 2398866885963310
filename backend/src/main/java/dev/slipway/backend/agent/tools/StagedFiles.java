package dev.slipway.backend.agent.tools;

import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files as a patch will leave them. Nothing is written before all of it fits.
final class StagedFiles {
    private final Sandbox sandbox;
    private final Map<String, @Nullable String> before = new HashMap<>();
    private final Map<String, @Nullable String> after = new LinkedHashMap<>();
    private final Set<String> executable = new HashSet<>();

    StagedFiles(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /// @throws BadArguments where something of it doesn't fit
    void stage(FilePatch patch) throws InterruptedException {
        String from = patch.from();
        String to = patch.to();
        PatchedText text = new PatchedText(from == null ? "" : content(from));
        if (to != null && !to.equals(from) && exists(to))
            throw new BadArguments(Names.shown(to) + " is there already; change it, or use `write`");
        StringBuilder rejects = new StringBuilder();
        for (int i = 0; i < patch.hunks().size(); i++) {
            Hunk hunk = patch.hunks().get(i);
            try {
                text.apply(hunk);
            } catch (BadArguments e) {
                rejects.append("\n  hunk ")
                        .append(i + 1)
                        .append(" (")
                        .append(hunk.header())
                        .append("): ");
                rejects.append(e.getMessage());
            }
        }
        if (!rejects.isEmpty()) throw new BadArguments(patch.name() + ":" + rejects);
        if (to == null && !text.text().isEmpty() && !patch.hunks().isEmpty())
            throw new BadArguments(patch.name() + ": it is to be deleted, but the patch doesn't have all its lines");
        boolean program = patch.executable() || (from != null && isExecutable(from));
        if (from != null && !from.equals(to)) after.put(from, null);
        if (to == null) return;
        after.put(to, text.text());
        if (program) executable.add(to);
    }

    /// Writes it all. Where that fails half-way, what was written is put back as it was.
    void write() throws InterruptedException {
        Map<String, @Nullable String> written = new LinkedHashMap<>();
        try {
            for (var file : after.entrySet()) {
                written.put(file.getKey(), before.get(file.getKey()));
                put(file.getKey(), file.getValue());
            }
        } catch (SandboxException e) {
            if (e.lost()) throw e;
            for (var file : written.entrySet()) put(file.getKey(), file.getValue());
            throw SandboxException.failed("nothing was changed: " + e.getMessage());
        }
    }

    private void put(String path, @Nullable String content) throws InterruptedException {
        String script = "rm -f -- \"$1\"";
        if (content != null) {
            sandbox.write(path, content.getBytes(StandardCharsets.UTF_8));
            if (!executable.contains(path)) return;
            script = "chmod +x -- \"$1\"";
        }
        Commands.Done done = Commands.script(sandbox, script, path);
        if (done.exit().code() != 0) throw SandboxException.failed(done.output().strip());
    }

    private String content(String path) throws InterruptedException {
        if (after.containsKey(path)) {
            String staged = after.get(path);
            if (staged == null) throw new BadArguments("there is no file " + Names.shown(path) + " after the patch");
            return staged;
        }
        String content = TextFile.read(sandbox, path);
        before.put(path, content);
        return content;
    }

    private boolean exists(String path) throws InterruptedException {
        if (after.containsKey(path)) return after.get(path) != null;
        return sandbox.status(path).isPresent();
    }

    private boolean isExecutable(String path) throws InterruptedException {
        Optional<Sandbox.FileStatus> status = sandbox.status(path);
        return status.isPresent()
                && status.get().type() == Sandbox.FileStatus.Type.file
                && status.get().executable();
    }
}
