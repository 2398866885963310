package dev.slipway.backend.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a real backend at seeded moments around snapshots, forks and undos: each is there whole or
/// not at all, and what was asked for is answered once.
class PastKillTest {
    @TempDir
    Path root;

    @Test
    void sixKillsLeaveNothingHalfMade() throws Exception {
        try (PastKilling killing = new PastKilling(PackedBackend.make(), root)) {
            killing.run(6, 20_261_128);
        }
    }

    @Test
    @Tag("long")
    void aHundredKillsLeaveNothingHalfMade() throws Exception {
        try (PastKilling killing = new PastKilling(PackedBackend.make(), root)) {
            killing.run(100, 7);
        }
    }
}
