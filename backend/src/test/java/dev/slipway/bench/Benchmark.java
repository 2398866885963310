package dev.slipway.bench;

import java.io.IOException;
import java.util.List;

/// One thing that is measured. A new one is a file and a row in [Bench], or in another module's `META-INF/services`.
interface Benchmark {
    /// What people type.
    String name();

    /// What it measures, in one line.
    String about();

    /// Starts what it needs, warms up, repeats, and ends all of it. Blocks.
    List<Figure> run(Stage stage) throws IOException, InterruptedException;
}
