package dev.slipway.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows a session as it is now, from its beginning.",
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
            return new Watching(talk.client(), talk.sessionId(id), new Watching.Until.CaughtUp(), json).watch(turns);
        }
    }
}
