package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = "Takes a session out of the archive, so that it can go on.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            SessionListed session = talk.session(id);
            talk.ask(new ClientMessage.RestoreSession(RequestId.fresh(), session.sessionId()));
            System.out.println("Taken out of the archive: " + Plain.line(session.title())
                    + ". Go on with `slipway prompt --session " + session.sessionId() + " \"…\"`.");
            return Exit.DONE;
        }
    }
}
