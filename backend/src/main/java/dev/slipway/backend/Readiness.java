package dev.slipway.backend;

import dev.slipway.backend.http.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// Whether sessions can be begun now. Thread-safe; looks at the disk once a second at most, whoever asks.
final class Readiness {
    private static final long KEPT_NANOS = 1_000_000_000;

    private final Path home;
    private final BooleanSupplier recovered;
    // Guarded by this.
    private boolean writable;
    private long lookedAt = System.nanoTime() - 2 * KEPT_NANOS;

    Readiness(Path home, BooleanSupplier recovered) {
        this.home = home;
        this.recovered = recovered;
    }

    About.Ready now() {
        return new About.Ready(recovered.getAsBoolean(), writable());
    }

    private synchronized boolean writable() {
        if (System.nanoTime() - lookedAt < KEPT_NANOS) return writable;
        writable = takesAFile();
        lookedAt = System.nanoTime();
        return writable;
    }

    private boolean takesAFile() {
        Path file = home.resolve(".ready");
        try {
            Files.write(file, new byte[4096]);
            Files.delete(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
