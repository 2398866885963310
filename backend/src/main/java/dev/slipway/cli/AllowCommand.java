package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "allow",
        description = "Lets a session's sandbox reach a host, by HTTP and HTTPS and without credentials.",
        mixinStandardHelpOptions = true)
final class AllowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Parameters(paramLabel = "HOST", description = "Such as api.example.org.")
    private String host = "";

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            SessionListed session = talk.session(id);
            talk.ask(new ClientMessage.AllowHost(RequestId.fresh(), session.sessionId(), host));
            System.out.println("Allowed for this session: " + Plain.line(host)
                    + ". For good it is granted under `egress` in slipway.yaml.");
            return Exit.DONE;
        }
    }
}
