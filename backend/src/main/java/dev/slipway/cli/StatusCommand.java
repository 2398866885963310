package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.client.PoolWords;
import dev.slipway.protocol.PoolFigures;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Says whether the backend runs, and how.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    private record Status(
            String version,
            long pid,
            long uptimeMs,
            int sessions,
            int working,
            int subscribers,
            String model,
            boolean rehearsal,
            String home,
            Sandboxes sandbox,
            PoolFigures pool,
            @Nullable Archived archived,
            @Nullable Map<String, String> damaged) {}

    private record Archived(long days, @Nullable Long nextAtMs) {}

    private record Sandboxes(String engine, List<String> degraded) {}

    @Override
    public Integer call() {
        Address backend = Address.find();
        String told = Http.get(backend, "/v1/status");
        if (json) {
            System.out.println(told);
            return Exit.DONE;
        }
        Status status = Json.read(told, Status.class);
        System.out.println("Slipway " + status.version() + " runs at " + backend.url() + " (process " + status.pid()
                + ") for " + Human.duration(status.uptimeMs()));
        System.out.println(
                "model     " + Plain.line(status.model()) + (status.rehearsal() ? "  (a script, no real model)" : ""));
        System.out.println("sessions  " + status.sessions() + ", " + status.working() + " working");
        Map<String, String> damaged = status.damaged();
        if (damaged != null)
            damaged.forEach((id, what) -> System.out.println("damaged   " + Plain.line(id) + ": " + Plain.line(what)));
        System.out.println("clients   " + status.subscribers());
        System.out.println("state     " + status.home());
        System.out.println("sandbox   " + status.sandbox().engine()
                + (status.sandbox().degraded().isEmpty() ? ", all limits enforced" : ""));
        for (String line : status.sandbox().degraded())
            System.out.println("          not enforced: " + Plain.line(line));
        System.out.println("ready     sandboxes for new sessions: " + PoolWords.of(status.pool()));
        Archived archived = status.archived();
        if (archived != null) System.out.println("archive   " + kept(archived));
        return Exit.DONE;
    }

    private static String kept(Archived archived) {
        String next = archived.nextAtMs() == null ? "none is due" : "the next one " + Human.day(archived.nextAtMs());
        return "archived sessions are deleted after " + Human.count(archived.days(), "day") + "; " + next;
    }
}
