package dev.slipway.bench;

import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// From the start of the app's process to its window.
final class WindowStart {
    private static final int SESSIONS = 30;
    private static final int EVENTS = 2_000;
    private static final String PAINTED = "the window was painted";

    private final Office office;
    private final Windows windows;
    private final Samples painted = new Samples();
    private final Samples used = new Samples();
    private final Samples memory = new Samples();
    private final Samples thread = new Samples();
    private final Samples barePainted = new Samples();
    private final Samples bareUsed = new Samples();
    private final Samples bareMemory = new Samples();

    private WindowStart(Office office, Windows windows) {
        this.office = office;
        this.windows = windows;
    }

    /// The office has some sessions afterwards, and the app has one of them open.
    static List<Figure> measure(Stage stage, Office office, Windows windows) throws IOException, InterruptedException {
        stage.say("making some sessions");
        SessionId last = null;
        for (int i = 0; i < SESSIONS; i++) last = office.session("Session " + i);
        office.endBackend();
        LongSession.fill(office.state(), last, EVENTS);
        office.startBackend();
        try (WindowProcess window = windows.watched(office.folder())) {
            window.ask("online");
            window.ask("open " + last);
        }
        stage.say("starting and ending windows, over and over");
        WindowStart starts = new WindowStart(office, windows);
        for (int i = 0; i < stage.times(15, 4); i++) starts.once();
        return starts.figures(stage.bench());
    }

    private void once() throws IOException, InterruptedException {
        app();
        bare();
        try (WindowProcess window = windows.watched(office.folder())) {
            thread.addNanos(Long.parseLong(window.ask("shown")) - window.startedAt());
        }
    }

    /// The app answers no questions, but it writes into its log when its window was painted.
    private void app() throws IOException, InterruptedException {
        Path log = office.state().resolve("desktop").resolve("desktop.log.0");
        Files.deleteIfExists(log);
        WindowProcess window = windows.app(office.folder());
        try {
            while (!Files.exists(log) || !Files.readString(log).contains(PAINTED)) {
                if (!window.isAlive()) throw new IOException("the app has ended; its log is " + log);
                Thread.sleep(1);
            }
            painted.addNanos(System.nanoTime() - window.startedAt());
            used.add(window.processorMs());
            memory.add(window.residentMb());
        } finally {
            window.end();
        }
    }

    private void bare() throws IOException {
        try (WindowProcess window = windows.bare()) {
            long at = Long.parseLong(window.answer().split(" ")[1]);
            barePainted.addNanos(at - window.startedAt());
            bareUsed.add(window.processorMs());
            bareMemory.add(window.residentMb());
        }
    }

    private List<Figure> figures(String bench) {
        String reference = "bare JavaFX window, AOT cache too";
        return List.of(
                Figure.of(bench, "window", painted, reference, barePainted),
                Figure.of(bench, "processor time until then", used, reference, bareUsed),
                Figure.of(bench, "window with the last session's thread", thread, reference, barePainted),
                new Figure(bench, "memory", "MB", memory, reference, bareMemory));
    }
}
