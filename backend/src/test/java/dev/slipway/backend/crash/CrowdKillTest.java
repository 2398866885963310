package dev.slipway.backend.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a real backend while 50 sessions work and 200 clients look on, go away and come back: each prompt is
/// there once, everybody sees the same in the end, and the last backend holds no more than the first did.
class CrowdKillTest {
    @TempDir
    Path root;

    @Test
    void twoKillsCostNobodyAnything() throws Exception {
        killed(2, 20_261_129);
    }

    @Test
    @Tag("long")
    void fortyKillsCostNobodyAnything() throws Exception {
        killed(40, 9);
    }

    private void killed(int kills, long seed) throws Exception {
        try (CrowdKilling killing = new CrowdKilling(PackedBackend.make(), root, seed)) {
            killing.run(kills);
        }
    }
}
