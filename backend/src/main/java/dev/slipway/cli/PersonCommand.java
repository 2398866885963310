package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "person",
        description = "Who may come in beside the operator.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(add | list | invite | remove)")
final class PersonCommand implements Runnable {
    private record Wanted(String name, String email, boolean administrator) {}

    private record Invitation(Person person, String link, long untilMs) {}

    private record Added(Person person, @Nullable Invitation invitation) {}

    private record Entry(
            Person person,
            boolean administrator,
            int tokens,
            @Nullable Long invitedUntilMs) {}

    @Override
    public void run() {
        throw new Exit(
                Exit.USAGE,
                "Say what to do: slipway person add NAME EMAIL, slipway person list, slipway person invite EMAIL, slipway"
                        + " person remove EMAIL");
    }

    @Command(
            name = "add",
            description = "Adds somebody and prints their invitation, or changes name and rights of who is there.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "As their commits shall say.") String name,
            @Parameters(paramLabel = "EMAIL", description = "By which they are known.") String email,
            @Option(names = "--administrator", description = "All is theirs to administer.") boolean administrator) {
        String answer =
                Http.send(Address.find(), "POST", "/v1/people", Json.text(new Wanted(name, email, administrator)));
        Added added = Json.read(answer, Added.class);
        Invitation invitation = added.invitation();
        if (invitation == null) System.out.println("Changed: " + who(added.person()));
        else {
            System.out.println("Added: " + who(added.person()));
            print(invitation);
        }
        return Exit.DONE;
    }

    @Command(name = "list", description = "Lists everyone who was added.", mixinStandardHelpOptions = true)
    int list() {
        List<Entry> all = List.of(Json.read(Http.get(Address.find(), "/v1/people"), Entry[].class));
        if (all.isEmpty()) System.out.println("Nobody but the operator. Add somebody: slipway person add NAME EMAIL");
        for (Entry entry : all) {
            String tokens = entry.tokens() == 1 ? "1 token" : entry.tokens() + " tokens";
            System.out.println(who(entry.person())
                    + (entry.administrator() ? " · administrator" : "")
                    + " · " + tokens
                    + (entry.invitedUntilMs() == null ? "" : " · invited until " + Human.day(entry.invitedUntilMs())));
        }
        return Exit.DONE;
    }

    @Command(
            name = "invite",
            description = "Prints another invitation; one of before is worth nothing then.",
            mixinStandardHelpOptions = true)
    int invite(@Parameters(paramLabel = "EMAIL") String email) {
        print(Json.read(Http.send(Address.find(), "POST", path(email) + "/invitations", ""), Invitation.class));
        return Exit.DONE;
    }

    @Command(
            name = "remove",
            description = "Takes somebody's tokens and rights away. What they did stays.",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "EMAIL") String email) {
        Http.send(Address.find(), "DELETE", path(email), "");
        System.out.println("Removed: " + Plain.line(email));
        return Exit.DONE;
    }

    private static String path(String email) {
        return "/v1/people/" + URLEncoder.encode(email, StandardCharsets.UTF_8);
    }

    private static String who(Person person) {
        return Plain.line(person.name()) + " <" + Plain.line(person.email()) + ">";
    }

    private static void print(Invitation invitation) {
        System.out.println("Their invitation, good for one use until " + Human.day(invitation.untilMs()) + ":");
        System.out.println("  slipway join '" + invitation.link() + "'");
    }
}
