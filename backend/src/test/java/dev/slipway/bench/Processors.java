package dev.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much of the machine's processors is used, by whomever.
///
/// @param busy ticks of all of them since the machine's start
/// @param all ticks, idle ones too
record Processors(long busy, long all) {
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int KINDS = 8;

    static Processors now() throws IOException {
        String[] words = Files.readString(Path.of("/proc/stat"))
                .lines()
                .findFirst()
                .orElseThrow()
                .split(" +");
        long all = 0;
        long idle = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            long ticks = Long.parseLong(words[kind + 1]);
            all += ticks;
            if (kind == IDLE || kind == WAITING) idle += ticks;
        }
        return new Processors(all - idle, all);
    }

    /// In percent, since then.
    double busySince(Processors before) {
        return 100.0 * (busy - before.busy) / (all - before.all);
    }
}
