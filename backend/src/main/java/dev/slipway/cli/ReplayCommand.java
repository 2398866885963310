package dev.slipway.cli;

import dev.slipway.protocol.ServerMessage.Logged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = "Shows a session as it went, with the times between what happened.",
        mixinStandardHelpOptions = true,
        footer = {"", "Longer waits are cut to three seconds. A file needs no backend. Ctrl-C ends it."})
final class ReplayCommand implements Callable<Integer> {
    private static final long LONGEST_WAIT_MS = 3_000;

    @Parameters(
            paramLabel = "ID|FILE",
            description = "A session, of whose id the beginning is enough, or the file of an exported one.")
    private String what = "";

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "So many times as fast (${DEFAULT-VALUE}).")
    private double speed;

    private final ThreadPrinter printer = new ThreadPrinter(System.out::print, Style.here());
    private long shownAtMs;

    @Override
    public Integer call() throws InterruptedException {
        if (!(speed > 0)) throw new Exit(Exit.USAGE, "--speed is a number over 0.");
        Path file = Path.of(what);
        if (Files.isRegularFile(file)) {
            try (SessionZip zip = SessionZip.open(file)) {
                zip.events(this::show);
            }
            return Exit.DONE;
        }
        if (what.contains("/") || what.endsWith(".zip")) throw new Exit(Exit.USAGE, "There is no file " + what + ".");
        try (Talk talk = Talk.open()) {
            for (Logged logged :
                    WholeSession.read(talk.client(), talk.sessionId(what)).events()) show(logged);
        }
        return Exit.DONE;
    }

    private void show(Logged logged) throws InterruptedException {
        long wait = waitMs(shownAtMs, logged.atMs(), speed);
        System.out.flush();
        if (shownAtMs > 0 && wait > 0) Thread.sleep(wait);
        shownAtMs = Math.max(shownAtMs, logged.atMs());
        printer.logged(logged);
        System.out.flush();
    }

    static long waitMs(long beforeMs, long atMs, double speed) {
        if (atMs <= beforeMs) return 0;
        double wait = (atMs - beforeMs) / speed;
        return (long) Math.min(LONGEST_WAIT_MS, wait);
    }
}
