package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "archive",
        description = "Puts a session away: its turn is stopped, its sandbox released; its thread and branch stay.",
        mixinStandardHelpOptions = true)
final class ArchiveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            SessionListed session = talk.session(id);
            talk.ask(new ClientMessage.ArchiveSession(RequestId.fresh(), session.sessionId()));
            System.out.println("Archived: " + Plain.line(session.title())
                    + ". `slipway list --all` still shows it, and `slipway restore " + session.sessionId()
                    + "` brings it back.");
            return Exit.DONE;
        }
    }
}
