package dev.slipway.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The backend's start.
final class Boot implements Benchmark {
    @Override
    public String name() {
        return "boot";
    }

    @Override
    public String about() {
        return "process start to the first 200, and the memory it holds then";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Bare bare = Bare.prepare(stage);
        Home home = new Home(stage, "home", Map.of());
        stage.say("starting and ending both, over and over");
        Samples fresh = new Samples();
        Samples again = new Samples();
        Samples memory = new Samples();
        Samples used = new Samples();
        Samples bareUsed = new Samples();
        Samples bareStart = new Samples();
        Samples bareMemory = new Samples();
        home.start().close();
        bare.start().close();
        for (int i = 0; i < stage.times(20, 5); i++) {
            try (ServerProcess server = home.start()) {
                again.add(server.startMs());
                used.add(server.processorMs());
                memory.add(server.residentMb());
            }
            try (ServerProcess server = bare.start()) {
                bareStart.add(server.startMs());
                bareUsed.add(server.processorMs());
                bareMemory.add(server.residentMb());
            }
            if (i % 5 > 0) continue;
            try (ServerProcess server = new Home(stage, "fresh-" + i, Map.of()).start()) {
                fresh.add(server.startMs());
            }
        }
        String reference = "bare Helidon, AOT cache too";
        return List.of(
                Figure.of(name(), "first 200", again, reference, bareStart),
                Figure.of(name(), "processor time until then", used, reference, bareUsed),
                Figure.of(name(), "first 200, no state yet", fresh, reference, bareStart),
                new Figure(name(), "memory", "MB", memory, reference, bareMemory));
    }
}
