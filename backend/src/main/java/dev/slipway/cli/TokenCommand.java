package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "token",
        description = "Your tokens at the backend that you joined.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | create | revoke)")
final class TokenCommand implements Runnable {
    private record Wanted(
            Role scope, String label, @Nullable Integer days) {}

    private record Given(
            String id,
            Role scope,
            String label,
            long sinceMs,
            @Nullable Long untilMs) {}

    private record Fresh(Given given, String secret) {}

    @Override
    public void run() {
        throw new Exit(
                Exit.USAGE, "Say what to do: slipway token list, slipway token create LABEL, slipway token revoke ID");
    }

    @Command(
            name = "list",
            description = "Lists them, without what makes them tokens.",
            mixinStandardHelpOptions = true)
    int list() {
        for (Given given : List.of(Json.read(Http.get(Address.find(), "/v1/tokens"), Given[].class)))
            System.out.println(
                    given.id() + "  " + Sharings.scope(given.scope()) + " · since " + Human.day(given.sinceMs())
                            + (given.untilMs() == null ? "" : " · until " + Human.day(given.untilMs()))
                            + (given.label().isEmpty() ? "" : " · " + Plain.line(given.label())));
        return Exit.DONE;
    }

    @Command(name = "create", description = "Makes another one, and prints it once.", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "LABEL", description = "What you call it.") String label,
            @Option(
                            names = "--scope",
                            paramLabel = "ROLE",
                            description = "What it allows at most: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not"
                                    + " given.",
                            defaultValue = "take_part")
                    Role scope,
            @Option(names = "--days", paramLabel = "N", description = "How long it is valid; for ever if not given.")
                    @Nullable
                    Integer days) {
        String answer = Http.send(Address.find(), "POST", "/v1/tokens", Json.text(new Wanted(scope, label, days)));
        Fresh fresh = Json.read(answer, Fresh.class);
        System.err.println("It is shown this once (" + fresh.given().id() + "):");
        System.out.println(fresh.secret());
        return Exit.DONE;
    }

    @Command(name = "revoke", description = "Makes one worth nothing.", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID") String id) {
        if (!id.matches("[0-9a-f]{1,32}"))
            throw new Exit(Exit.USAGE, "A token's id is as `slipway token list` shows it.");
        Http.send(Address.find(), "DELETE", "/v1/tokens/" + id, "");
        System.out.println("Revoked: " + id);
        return Exit.DONE;
    }
}
