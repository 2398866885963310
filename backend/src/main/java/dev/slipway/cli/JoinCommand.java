package dev.slipway.cli;

import dev.slipway.client.JoinedBackends;
import dev.slipway.client.Plain;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.json.Json;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "join",
        description = "Joins a backend by an invitation, or a session by a share link.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway join 'https://slipway.example.org/join#…'",
            "  slipway join 'https://slipway.example.org/s/0m3k9…#…'"
        })
final class JoinCommand implements Callable<Integer> {
    private static final Pattern LINK =
            Pattern.compile("(https?://[^/#?]+)/(?:join|s/(?<session>[a-z0-9]{6,32}))#(?<code>[A-Za-z0-9._-]+)");
    private static final Pattern HERE = Pattern.compile("http://(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?");

    @Parameters(paramLabel = "LINK", description = "In quotes: the part behind # belongs to it.")
    private String link = "";

    private record Code(String code, String label) {}

    private record Fresh(Person person, String secret) {}

    @Override
    public Integer call() throws InterruptedException {
        Matcher parts = LINK.matcher(link.strip());
        if (!parts.matches())
            throw new Exit(
                    Exit.USAGE, "This is no invitation and no share link. Put it in quotes, with all behind the #.");
        String url = parts.group(1);
        if (url.startsWith("http://") && !HERE.matcher(url).matches())
            throw new Exit(Exit.USAGE, "http:// would send the token in the clear. Ask for a link with https://.");
        String session = parts.group("session");
        return session == null ? join(url, parts.group("code")) : use(url, session, parts.group("code"));
    }

    private static int join(String url, String code) {
        String answer = Http.send(
                new Address(url, "", "unknown"),
                "POST",
                "/v1/invitations/redeem",
                Json.text(new Code(code, machine())));
        Fresh fresh = Json.read(answer, Fresh.class);
        JoinedBackends.of(System.getenv()).remember(url, fresh.secret());
        System.out.println("You are " + Plain.line(fresh.person().name()) + " <"
                + Plain.line(fresh.person().email()) + "> at " + url
                + " from now on. See what there is: slipway list, or slipway desktop");
        if (!Address.find().url().equals(url))
            System.out.println("A backend runs on this machine, too, and commands go to it; SLIPWAY_BACKEND=" + url
                    + " before a command sends it there.");
        return Exit.DONE;
    }

    private static int use(String url, String session, String code) throws InterruptedException {
        Address address = Address.joined(url)
                .or(() ->
                        Optional.of(Address.find()).filter(found -> found.url().equals(url)))
                .orElseThrow(() -> new Exit(
                        Exit.NO_BACKEND,
                        "Share links are for people of that installation. Ask for an invitation to " + url
                                + " first."));
        try (Talk talk = Talk.open(address)) {
            talk.ask(new SharingCommand.UseLink(RequestId.fresh(), new SessionId(session), code));
            System.out.println("Joined. Watch it: slipway attach " + session);
            return Exit.DONE;
        }
    }

    /// What the token is called in its owner's list.
    private static String machine() {
        try {
            return "terminal on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "terminal";
        }
    }
}
