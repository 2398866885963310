package dev.slipway.cli;

import dev.slipway.client.LocalBackend;
import java.util.concurrent.Callable;
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
            Http.post(Address.of(backend), "/v1/shutdown");
        } catch (Exit noAnswer) {
            // A signal asks for the same clean end.
            process.destroy();
        }
        if (!endsWithin(process, 1)) {
            System.err.println("Putting turns and sandboxes away…");
            if (!endsWithin(process, PATIENCE_S))
                throw new Exit(
                        Exit.FAILED,
                        "The backend (process " + backend.pid() + ") doesn't end. `kill " + backend.pid()
                                + "` ends it; nothing acknowledged is lost by that.");
        }
        System.out.println("Slipway has ended.");
        return Exit.DONE;
    }

    private static boolean endsWithin(ProcessHandle process, int seconds) throws InterruptedException {
        for (long until = System.nanoTime() + seconds * 1_000_000_000L; System.nanoTime() < until; ) {
            if (hasEnded(process)) return true;
            Thread.sleep(20);
        }
        return false;
    }

    /// One that has ended and was not yet collected by its parent counts: it has no program any more.
    private static boolean hasEnded(ProcessHandle process) {
        return !process.isAlive() || process.info().command().isEmpty();
    }
}
