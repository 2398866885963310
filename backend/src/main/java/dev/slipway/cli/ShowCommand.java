package dev.slipway.cli;

import dev.slipway.protocol.MarkCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.json.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows a session as it is now, from its beginning, its turns numbered.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Option(names = "--turns", paramLabel = "N", description = "Only the last N turns.")
    private @Nullable Integer turns;

    @Option(names = "--json", description = "One event a line, as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            WholeSession whole = WholeSession.read(talk.client(), talk.sessionId(id));
            ThreadPrinter printer = new ThreadPrinter(System.out::print, Style.here(), whole::label);
            long from = turns == null ? 0 : whole.before(turns);
            for (Logged logged : whole.events()) {
                if (logged.seq() < from) continue;
                if (json) System.out.println(Json.text(logged));
                else printer.logged(logged);
            }
            if (json) return Exit.DONE;
            seen(talk, whole);
            whole.drafts().forEach(printer::draft);
            String costs = Http.get(Address.find(), "/v1/sessions/" + talk.sessionId(id) + "/costs");
            CostsCommand.ofSession(costs)
                    .lines()
                    .forEach(line -> System.out.println(Style.here().dim(line)));
            return Exit.DONE;
        }
    }

    private void seen(Talk talk, WholeSession whole) throws InterruptedException {
        try {
            talk.ask(new MarkCommand.MarkSeen(
                    RequestId.fresh(), talk.sessionId(id), whole.view().seq()));
        } catch (Exit e) {
            // It was shown all the same; an older backend keeps no marks.
        }
    }
}
