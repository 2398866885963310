package dev.slipway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The app's window: how soon it is there, how even its frames are, and what it holds.
public final class Desktop implements Benchmark {
    @Override
    public String name() {
        return "desktop";
    }

    @Override
    public String about() {
        return "process start to the app's painted window; its frames at 1,000 tokens a second; its heap after a day";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Windows windows = Windows.prepare(stage);
        List<Figure> figures = new ArrayList<>();
        try (Office office = Office.open(stage)) {
            figures.addAll(WindowStart.measure(stage, office, windows));
            figures.addAll(WindowFrames.measure(stage, office, windows));
        }
        figures.addAll(LongDay.measure(stage, windows));
        return figures;
    }
}
