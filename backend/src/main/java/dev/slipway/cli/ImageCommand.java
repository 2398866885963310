package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.BuildLog;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageList;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "image",
        description = "What sessions begin on: a repository with its dependencies, built.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | show | build | log | cancel)")
final class ImageCommand implements Runnable {
    private static final long BETWEEN_LOOKS_MS = 250;

    @Override
    public void run() {
        throw new Exit(
                Exit.USAGE,
                "Say what to do: slipway image list, slipway image show NAME, slipway image build NAME,"
                        + " slipway image log NAME, slipway image cancel NAME");
    }

    @Command(
            name = "list",
            description = "Lists the images of all repositories, and the room they take.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "As JSON.") boolean json) {
        String answer = Http.get(Address.find(), "/v1/images");
        if (json) System.out.println(answer);
        else new ImagePrinter(Style.here()).list(Json.read(answer, ImageList.class));
        return Exit.DONE;
    }

    @Command(
            name = "show",
            description = "Shows what an image is made of, what was asked for and isn't granted, and the last builds.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        String answer = Http.get(Address.find(), path(name));
        if (json) System.out.println(answer);
        else new ImagePrinter(Style.here()).show(Json.read(answer, ImageDetails.class));
        return Exit.DONE;
    }

    @Command(
            name = "build",
            description = "Builds the image of a repository now, of what its default branch is.",
            mixinStandardHelpOptions = true)
    int build(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--clean", description = "From nothing, instead of from the image that stands.")
                    boolean clean,
            @Option(names = "--follow", description = "Show its log until it is over.") boolean follow)
            throws InterruptedException {
        try (Talk talk = Talk.open()) {
            talk.ask(new RepositoryCommand.BuildImage(RequestId.fresh(), repository(name), clean));
        }
        if (follow) return followed(name);
        System.out.println("Building. See how it goes: slipway image log " + Plain.line(name) + " --follow");
        return Exit.DONE;
    }

    @Command(name = "log", description = "Shows the log of a build.", mixinStandardHelpOptions = true)
    int log(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--build", paramLabel = "ID", description = "Of this build instead of the newest.")
                    @Nullable
                    String build,
            @Option(names = "--follow", description = "Until it is over.") boolean follow)
            throws InterruptedException {
        if (follow && build == null) return followed(name);
        long offset = 0;
        while (true) {
            BuildLog part = part(name, build, offset);
            print(part.text());
            if (part.nextOffset() >= part.totalBytes() || part.nextOffset() == offset) return Exit.DONE;
            offset = part.nextOffset();
        }
    }

    @Command(
            name = "cancel",
            description = "Ends the build of a repository's image; the image before it stands.",
            mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        try (Talk talk = Talk.open()) {
            talk.ask(new RepositoryCommand.CancelBuild(RequestId.fresh(), repository(name)));
            System.out.println("Cancelled.");
            return Exit.DONE;
        }
    }

    /// Shows the newest build until it is over.
    private static int followed(String name) throws InterruptedException {
        long offset = 0;
        String build = null;
        while (true) {
            BuildLog part = part(name, build, offset);
            build = part.buildId().value();
            print(part.text());
            boolean whole = part.nextOffset() >= part.totalBytes() || part.nextOffset() == offset;
            offset = part.nextOffset();
            if (part.ended() && whole) return ended(name, part.buildId());
            if (whole) Thread.sleep(BETWEEN_LOOKS_MS);
        }
    }

    private static int ended(String name, BuildId id) {
        ImageDetails details = Json.read(Http.get(Address.find(), path(name)), ImageDetails.class);
        ImageDetails.State state = details.builds().stream()
                .filter(build -> build.buildId().equals(id))
                .map(ImageDetails.Build::state)
                .findFirst()
                .orElse(ImageDetails.State.failed);
        return switch (state) {
            case ready, waiting, running -> Exit.DONE;
            case failed -> Exit.FAILED;
            case cancelled -> Exit.STOPPED;
        };
    }

    private static BuildLog part(String name, @Nullable String build, long offset) {
        String query = "?offset=" + offset + (build == null ? "" : "&build=" + id(build));
        return Json.read(Http.get(Address.find(), path(name) + "/log" + query), BuildLog.class);
    }

    private static void print(String text) {
        System.out.print(Style.here().terminal() ? Plain.text(text) : text);
        System.out.flush();
    }

    private static String path(String name) {
        return "/v1/images/" + repository(name);
    }

    private static BuildId id(String build) {
        try {
            return new BuildId(build);
        } catch (IllegalArgumentException e) {
            throw new Exit(Exit.USAGE, "A build's id has 6 to 32 of a-z and 0-9; slipway image show lists them.");
        }
    }

    private static RepositoryName repository(String name) {
        try {
            return new RepositoryName(name);
        } catch (IllegalArgumentException e) {
            throw new Exit(Exit.USAGE, "A repository's name has letters, digits, dots, dashes and underscores only.");
        }
    }
}
