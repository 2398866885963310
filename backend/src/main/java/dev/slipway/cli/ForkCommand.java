package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.client.TurnView;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Logged;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fork",
        description = "Begins a new session as another one was at a turn's end: its conversation and its files.",
        mixinStandardHelpOptions = true,
        footer = "The other session goes on as if nothing had happened; the new one has a branch of its own.")
final class ForkCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Option(
            names = "--turn",
            paramLabel = "N",
            description = "From the end of turn N, as `slipway show` numbers them; from the newest if not given.")
    private @Nullable Integer turn;

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            SessionListed session = talk.session(id);
            WholeSession whole = WholeSession.read(talk.client(), session.sessionId());
            TurnView from = turn == null ? newest(whole) : whole.turn(turn);
            Logged made = (Logged) talk.ask(
                    new ClientMessage.ForkSession(
                            RequestId.fresh(),
                            session.sessionId(),
                            from.started().turnId()),
                    "Forking");
            System.out.println(
                    "Forked from " + whole.label(from.started().turnId()) + ": " + Plain.line(session.title()));
            System.out.println("Go on there:  slipway prompt --session " + made.sessionId() + " \"…\"");
            return Exit.DONE;
        }
    }

    private static TurnView newest(WholeSession whole) {
        return whole.counting().stream()
                .filter(each -> each.outcome() != null)
                .findFirst()
                .orElseThrow(() -> new Exit(
                        Exit.FAILED, "No turn of this session has ended yet, so there is nothing to fork from."));
    }
}
