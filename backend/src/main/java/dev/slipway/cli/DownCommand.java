package dev.slipway.cli;

import dev.slipway.client.LocalBackend;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

@Command(
        name = "down",
        description = "Ends the backend. Turns that run go on after the next start.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    private static final int PATIENCE_S = 30;

    @Override
    public Integer call() throws InterruptedException {
        LocalBackend backend = Talk.backend();
        ProcessHandle process = ProcessHandle.of(backend.pid()).orElseThrow(Exit::noBackend);
        try {
            Http.post(backend, "/v1/shutdown");
        } catch (Exit noAnswer) {
            // A signal asks for the same clean end.
            process.destroy();
        }
        try {
            awaitEnd(process, 1);
        } catch (TimeoutException e) {
            System.err.println("Putting turns and sandboxes away…");
            try {
                awaitEnd(process, PATIENCE_S);
            } catch (TimeoutException late) {
                throw new Exit(
                        Exit.FAILED,
                        "The backend (process " + backend.pid() + ") doesn't end. `kill " + backend.pid()
                                + "` ends it; nothing acknowledged is lost by that.");
            }
        }
        System.out.println("Slipway has ended.");
        return Exit.DONE;
    }

    private static void awaitEnd(ProcessHandle process, int seconds) throws InterruptedException, TimeoutException {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
