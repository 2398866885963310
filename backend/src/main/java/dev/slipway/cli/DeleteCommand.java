package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import java.io.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = "Removes a session for good: thread, files and sandbox. A branch that was delivered stays.",
        mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask.")
    private boolean yes;

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            SessionListed session = talk.session(id);
            if (!yes && !isConfirmed(session)) return Exit.FAILED;
            talk.ask(new ClientMessage.DeleteSession(RequestId.fresh(), session.sessionId()));
            System.out.println("Deleted: " + Plain.line(session.title()));
            return Exit.DONE;
        }
    }

    private static boolean isConfirmed(SessionListed session) {
        Console console = System.console();
        if (console == null || !console.isTerminal())
            throw new Exit(Exit.USAGE, "Deleting can't be undone; say --yes to do it without being asked.");
        String answer = console.readLine("Delete “%s” for good? [y/N] ", Plain.line(session.title()));
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
