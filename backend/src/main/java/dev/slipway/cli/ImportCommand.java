package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.SessionBegun;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Takes in a session that was exported, to be looked at.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "It is in the list and can be opened and searched like any other, but nothing can be done in it. It gets an id",
            "of its own, each time it is imported. Only you see it until you share it. For who administers the backend."
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "As `slipway export` wrote it.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) throw new Exit(Exit.USAGE, "There is no file " + file + ".");
        String title;
        long lost;
        try (SessionZip zip = SessionZip.open(file)) {
            SessionManifest manifest = zip.manifest();
            title = manifest.title();
            lost = manifest.missing() == null ? 0 : manifest.missing().events();
        }
        String told = Http.upload(Address.find(), "/v1/imports", file);
        String id = Json.read(told, SessionBegun.class).sessionId().value();
        System.out.println("Imported: " + (title.isBlank() ? "a session without a title" : Plain.line(title, 200)));
        if (lost > 0) System.out.println("It was damaged: " + Human.count(lost, "event") + " of it are lost.");
        System.out.println("Look at it:  slipway show " + id + "   or as it went:  slipway replay " + id);
        return Exit.DONE;
    }
}
