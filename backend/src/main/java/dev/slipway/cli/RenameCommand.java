package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rename", description = "Gives a session another title.", mixinStandardHelpOptions = true)
final class RenameCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Parameters(paramLabel = "TITLE", description = "One line, in quotes.")
    private String title = "";

    @Override
    public Integer call() throws InterruptedException {
        String now = title.strip();
        if (now.isEmpty() || now.length() > ClientMessage.LONGEST_TITLE)
            throw new Exit(Exit.USAGE, "A title has 1 to " + ClientMessage.LONGEST_TITLE + " characters.");
        try (Talk talk = Talk.open()) {
            SessionListed session = talk.session(id);
            talk.ask(new ClientMessage.RenameSession(RequestId.fresh(), session.sessionId(), now));
            System.out.println(session.sessionId() + " is called " + Plain.line(now) + " now.");
            return Exit.DONE;
        }
    }
}
