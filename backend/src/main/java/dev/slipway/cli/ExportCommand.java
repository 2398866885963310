package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.SessionManifest.Gap;
import dev.slipway.protocol.SessionManifest.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Writes a session to one file, to be seen elsewhere: slipway import FILE, slipway replay FILE.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "In it are the conversation, the whole outputs of commands, and what was attached to prompts; no files, no",
            "commits, and nothing of who may see the session here. While the session works it holds what was until now.",
            "Of a damaged session it holds what can still be read."
        })
final class ExportCommand implements Callable<Integer> {
    private static final int MOST_GAPS = 5;

    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Option(names = "--to", paramLabel = "FILE", description = "A file that isn't there yet, or a folder.")
    private @Nullable Path to;

    @Override
    public Integer call() throws InterruptedException {
        Address backend = Address.find();
        String session = session(backend);
        Path folder = folder();
        Path part = folder.resolve(".slipway-export-" + ProcessHandle.current().pid() + ".part");
        try {
            String name = Http.download(backend, "/v1/sessions/" + session + "/export", part);
            SessionManifest manifest;
            try (SessionZip zip = SessionZip.open(part)) {
                manifest = zip.manifest();
            }
            Path file = file(folder, name, session);
            Files.move(part, file);
            System.out.println(summary(manifest, Files.size(file), file));
            if (manifest.missing() != null) System.err.println("slipway: " + missing(manifest.missing()));
            return Exit.DONE;
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "It can't be written to " + folder + ": " + e.getMessage() + ".");
        } finally {
            part.toFile().delete();
        }
    }

    /// A damaged one may not be in the list any more.
    private String session(Address backend) throws InterruptedException {
        try (Talk talk = Talk.open(backend)) {
            return talk.sessionId(id).value();
        } catch (Exit e) {
            if (e.code() == Exit.USAGE && id.matches("[a-z0-9]{13}")) return id;
            throw e;
        }
    }

    private Path folder() {
        if (to == null) return Path.of("").toAbsolutePath();
        Path wanted = to.toAbsolutePath();
        if (Files.isDirectory(wanted)) return wanted;
        if (Files.exists(wanted)) throw new Exit(Exit.USAGE, to + " is there already.");
        Path folder = wanted.resolveSibling(".").normalize();
        if (!Files.isDirectory(folder)) throw new Exit(Exit.USAGE, "There is no folder " + folder + ".");
        return folder;
    }

    private Path file(Path folder, String name, String session) {
        if (to != null && !Files.isDirectory(to)) return to.toAbsolutePath();
        boolean plain = name.matches("slipway-[a-z0-9-]{1,100}\\.zip");
        Path file = folder.resolve(plain ? name : "slipway-" + session + ".zip");
        if (Files.exists(file)) throw new Exit(Exit.USAGE, file + " is there already; --to names another one.");
        return file;
    }

    static String summary(SessionManifest manifest, long bytes, Path file) {
        return "Exported " + Human.count(manifest.events(), "event") + ", " + Human.count(manifest.outputs(), "output")
                + " and " + Human.count(manifest.attachments(), "attachment") + ", " + Human.bytes(bytes) + ", to "
                + Plain.line(file.toString());
    }

    static String missing(Missing missing) {
        String gaps = missing.gaps().stream()
                .limit(MOST_GAPS)
                .map(ExportCommand::words)
                .collect(Collectors.joining(", "));
        String where = gaps.isEmpty() ? "" : " (" + gaps + (missing.gaps().size() > MOST_GAPS ? ", …" : "") + ")";
        return "The session is damaged: " + Plain.line(missing.problem()) + ". "
                + (missing.events() == 0
                        ? "Whether its newest events are in the file can't be told."
                        : Human.count(missing.events(), "event") + where + " at least can't be read any more.");
    }

    private static String words(Gap gap) {
        return gap.from() == gap.to() ? "" + gap.from() : gap.from() + "–" + gap.to();
    }
}
