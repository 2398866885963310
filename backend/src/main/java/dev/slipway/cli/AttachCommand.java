package dev.slipway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "attach",
        description = "Follows a session live, from its last turns on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "From as many terminals as you like. A line that you type is told to the agent at its next step, or is the",
            "next prompt where no turn runs. Ctrl-C stops a turn that runs, and leaves otherwise."
        })
final class AttachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Option(
            names = "--turns",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many turns back to begin (${DEFAULT-VALUE}).")
    private int turns;

    @Option(names = "--json", description = "One event a line, as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            return new Watching(talk, talk.sessionId(id), new Watching.Until.Forever(), json).watch(turns);
        }
    }
}
