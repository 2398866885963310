package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.client.TurnView;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        description = "Undoes the last turn: conversation and files are as they were before it.",
        mixinStandardHelpOptions = true,
        footer = {
            "What was undone stays in the thread and is not told to the agent; its branch stays where it is, and the"
                    + " next commit goes to another one. To get it back, undo to a later turn:",
            "  slipway undo 0m3k9             undoes the last turn",
            "  slipway undo 0m3k9 --turn 2    goes back to the end of turn 2",
            "  slipway undo 0m3k9 --turn 5    and forward to that of turn 5"
        })
final class UndoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Option(
            names = "--turn",
            paramLabel = "N",
            description = "To the end of turn N, as `slipway show` numbers them; 0 is before the first.")
    private @Nullable Integer turn;

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            SessionListed session = talk.session(id);
            WholeSession whole = WholeSession.read(talk.client(), session.sessionId());
            TurnId to = to(whole);
            talk.ask(new ClientMessage.UndoTurns(RequestId.fresh(), session.sessionId(), to));
            WholeSession now = WholeSession.read(talk.client(), session.sessionId());
            String where = to == null ? "where it began" : "at the end of turn " + now.number(to);
            System.out.println("Now " + where + ", "
                    + Human.count(now.view().undone().size(), "turn") + " undone: " + Plain.line(session.title()));
            return Exit.DONE;
        }
    }

    private @Nullable TurnId to(WholeSession whole) {
        if (turn != null) return turn == 0 ? null : whole.turn(turn).started().turnId();
        List<TurnView> counting = whole.counting();
        if (counting.isEmpty())
            throw new Exit(Exit.FAILED, "No turn of this session counts, so there is none to undo.");
        return counting.size() == 1 ? null : counting.get(1).started().turnId();
    }
}
