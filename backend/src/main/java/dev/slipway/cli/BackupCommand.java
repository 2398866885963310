package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = "Copies everything that Slipway keeps to a new folder, while it works.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "To use it, start with that folder as the state folder: SLIPWAY_HOME=FOLDER slipway up.",
            "Copied are sessions, outputs and branches; not a session's files that were never committed."
        })
final class BackupCommand implements Callable<Integer> {
    private static final long SHOWN_EVERY_NS = 200_000_000;

    @Parameters(paramLabel = "FOLDER", description = "One that isn't there yet, or is empty.")
    private String folder = "";

    private long shownAt = System.nanoTime();
    private int shownWidth;
    private @Nullable Line last;

    record Line(
            boolean done,
            @Nullable String problem,
            @Nullable Progress progress) {}

    record Progress(int sessions, int ofSessions, int repositories, long bytes, List<String> notices) {}

    private record Wanted(String folder) {}

    @Override
    public Integer call() {
        Path target = Path.of(folder).toAbsolutePath().normalize();
        Http.lines(Address.find(), "/v1/backup", Json.text(new Wanted(target.toString())), this::take);
        wipe();
        Line end = last;
        if (end == null || !end.done() || end.progress() == null)
            throw new Exit(
                    Exit.FAILED, end == null || end.problem() == null ? "The backup was broken off." : end.problem());
        for (String notice : end.progress().notices()) System.err.println("slipway: " + Plain.line(notice));
        System.out.println(summary(end.progress(), target));
        return Exit.DONE;
    }

    static String summary(Progress whole, Path target) {
        String repositories = whole.repositories() == 1 ? "1 repository" : whole.repositories() + " repositories";
        return "Backed up " + Human.count(whole.sessions(), "session") + " and " + repositories + ", "
                + Human.bytes(whole.bytes()) + ", to " + Plain.line(target.toString());
    }

    private void take(String text) {
        Line line = Json.read(text, Line.class);
        last = line;
        Progress now = line.progress();
        if (now == null || System.console() == null || !System.console().isTerminal()) return;
        if (System.nanoTime() - shownAt < SHOWN_EVERY_NS) return;
        shownAt = System.nanoTime();
        String words = "Copied " + now.sessions() + " of " + Human.count(now.ofSessions(), "session") + ", "
                + Human.bytes(now.bytes()) + "…";
        System.err.print("\r" + words + " ".repeat(Math.max(0, shownWidth - words.length())));
        shownWidth = words.length();
    }

    private void wipe() {
        if (shownWidth > 0) System.err.print("\r" + " ".repeat(shownWidth) + "\r");
    }
}
