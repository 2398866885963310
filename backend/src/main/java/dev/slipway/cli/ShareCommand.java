package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.LinkId;
import dev.slipway.protocol.Participant;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ShareLink;
import dev.slipway.protocol.Sharing;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.json.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "share",
        description = "Shows and changes who may do what in a session.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway share 0m3k9",
            "  slipway share 0m3k9 --with grace@example.org --role view",
            "  slipway share 0m3k9 --everyone none",
            "  slipway share 0m3k9 --link --role take_part --days 7"
        })
final class ShareCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @ArgGroup
    private What what = new What();

    /// One of them at a time.
    static final class What {
        @Option(names = "--with", paramLabel = "EMAIL", description = "Gives somebody the --role.")
        private @Nullable String email;

        @Option(
                names = "--everyone",
                paramLabel = "ROLE",
                description = "What all may who may use the repository: none, view or take_part.")
        private @Nullable String everyone;

        @Option(names = "--link", description = "Makes a link for the --role, view or take_part.")
        private boolean link;

        @Option(names = "--revoke", paramLabel = "LINK", description = "Makes a link worth nothing.")
        private @Nullable String revoked;
    }

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "none, view, take_part or administer, for --with and --link; take_part if not given.")
    private @Nullable String role;

    @Option(names = "--days", paramLabel = "N", description = "How long a --link can be used; 7 if not given.")
    private @Nullable Integer days;

    @Override
    public Integer call() throws InterruptedException {
        boolean gives = what.email != null || what.link;
        if (role != null && !gives || days != null && !what.link)
            throw new Exit(Exit.USAGE, "--role goes with --with or --link, and --days with --link.");
        Address address = Address.find();
        try (Talk talk = Talk.open(address)) {
            SessionListed session = talk.session(id);
            if (what.link) link(talk, address, session);
            else if (what.revoked != null)
                talk.ask(new SharingCommand.RevokeLink(
                        RequestId.fresh(), session.sessionId(), new LinkId(what.revoked)));
            else if (what.email != null) set(talk, session, what.email, role(given()));
            else if (what.everyone != null) set(talk, session, null, role(what.everyone));
            else show(address, session);
            return Exit.DONE;
        } catch (IllegalArgumentException e) {
            throw new Exit(Exit.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private String given() {
        return role == null ? "take_part" : role;
    }

    private static void set(Talk talk, SessionListed session, @Nullable String email, @Nullable Role role)
            throws InterruptedException {
        ServerMessage answer =
                talk.ask(new SharingCommand.SetAccess(RequestId.fresh(), session.sessionId(), email, role));
        if (answer instanceof ServerMessage.Logged logged && logged.event() instanceof SharingEvent set)
            System.out.println(Sharings.words(set));
    }

    private void link(Talk talk, Address address, SessionListed session) throws InterruptedException {
        Role given = role(given());
        if (given == null) throw new Exit(Exit.USAGE, "A link is for --role view or --role take_part.");
        ServerMessage answer = talk.ask(
                new SharingCommand.MakeLink(RequestId.fresh(), session.sessionId(), given, days == null ? 7 : days));
        if (!(answer instanceof ServerMessage.Logged logged) || !(logged.event() instanceof SharingEvent.LinkMade made))
            return;
        String path = "/v1/sessions/" + session.sessionId() + "/links/" + made.linkId();
        ShareLink link = Json.read(Http.get(address, path), ShareLink.class);
        System.err.println(
                "To " + Sharings.may(given) + ", until " + Human.day(made.untilMs()) + " (" + made.linkId() + "):");
        System.out.println(link.link());
    }

    private static void show(Address address, SessionListed session) {
        String path = "/v1/sessions/" + session.sessionId() + "/sharing";
        Sharing sharing = Json.read(Http.get(address, path), Sharing.class);
        System.out.println("Everyone with " + Plain.line(session.repository().value()) + " may "
                + Sharings.may(sharing.access().everyone()) + ".");
        for (Participant each : sharing.access().people())
            System.out.println(Plain.line(each.person().name()) + " <"
                    + Plain.line(each.person().email()) + "> may " + Sharings.may(each.role()) + ".");
        long now = System.currentTimeMillis();
        for (SharingEvent.LinkMade link : sharing.links())
            System.out.println("Link " + link.linkId() + " to " + Sharings.may(link.role())
                    + (now < link.untilMs() ? ", until " : ", over since ") + Human.day(link.untilMs()) + ".");
    }

    private static @Nullable Role role(String text) {
        String word = text.toLowerCase(Locale.ROOT).replace('-', '_');
        if (word.equals("none")) return null;
        try {
            return Role.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw new Exit(Exit.USAGE, text + " is no role; there are none, view, take_part and administer.");
        }
    }
}
