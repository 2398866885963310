package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.json.Json;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "repo",
        description = "Repositories that sessions may be started on.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(add | list | share | remove)")
final class RepoCommand implements Runnable {
    @Override
    public void run() {
        throw new Exit(
                Exit.USAGE, "Say what to do: slipway repo add PATH|URL, slipway repo list, slipway repo remove NAME");
    }

    @Command(name = "add", description = "Makes a repository known.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "PATH|URL", description = "A folder on this machine, or a URL.") String location,
            @Option(names = "--name", description = "What to call it; made from the location if not given.") @Nullable
                    String name)
            throws InterruptedException {
        try (Talk talk = Talk.open()) {
            boolean url = location.contains("://") || location.matches("[^/]+@[^/]+:.*");
            String whole = url
                    ? location
                    : Path.of(location).toAbsolutePath().normalize().toString();
            ServerMessage answer = talk.ask(
                    new RepositoryCommand.AddRepository(
                            RequestId.fresh(), whole, name == null ? null : repositoryName(name)),
                    "Reading " + whole);
            if (answer instanceof ServerMessage.Board board
                    && board.event() instanceof BoardEvent.RepositoryAdded added)
                System.out.println(line(added.repository()));
            return Exit.DONE;
        }
    }

    @Command(name = "list", description = "Lists the repositories that are known.", mixinStandardHelpOptions = true)
    int list() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            Collection<Repository> known = talk.board().repositories().values();
            if (known.isEmpty()) System.out.println("No repositories yet. Add one: slipway repo add PATH|URL");
            known.forEach(repository -> System.out.println(line(repository)));
            return Exit.DONE;
        }
    }

    @Command(
            name = "remove",
            description = "Forgets a repository that no session uses. The repository itself is not touched.",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        try (Talk talk = Talk.open()) {
            talk.ask(new RepositoryCommand.RemoveRepository(RequestId.fresh(), repositoryName(name)));
            System.out.println("Forgotten: " + Plain.line(name));
            return Exit.DONE;
        }
    }

    private record Users(@Nullable List<String> emails) {}

    @Command(
            name = "share",
            description = "Shows or says who may use a repository, beside administrators.",
            mixinStandardHelpOptions = true)
    int share(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--with",
                            paramLabel = "EMAIL",
                            split = ",",
                            description = "Only these; separate with commas.")
                    @Nullable
                    List<String> emails,
            @Option(names = "--everyone", description = "Everyone who was added.") boolean everyone) {
        if (everyone && emails != null) throw new Exit(Exit.USAGE, "--everyone and --with exclude each other.");
        String path = "/v1/repositories/" + repositoryName(name) + "/users";
        String answer = emails == null && !everyone
                ? Http.get(Address.find(), path)
                : Http.send(Address.find(), "PUT", path, Json.text(new Users(everyone ? null : emails)));
        List<String> users = Json.read(answer, Users.class).emails();
        if (users == null) System.out.println("Everyone who was added may use " + name + ".");
        else if (users.isEmpty()) System.out.println("Only administrators may use " + name + ".");
        else System.out.println("Beside administrators may use " + name + ": " + Plain.line(String.join(", ", users)));
        return Exit.DONE;
    }

    private static RepositoryName repositoryName(String name) {
        try {
            return new RepositoryName(name);
        } catch (IllegalArgumentException e) {
            throw new Exit(Exit.USAGE, "A repository's name has letters, digits, dots, dashes and underscores only.");
        }
    }

    private static String line(Repository repository) {
        return Plain.line(repository.name().value()) + "  " + Plain.line(repository.location());
    }
}
