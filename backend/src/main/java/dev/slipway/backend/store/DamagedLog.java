package dev.slipway.backend.store;

import java.nio.file.Path;

/// A log file that can't be used: damaged, or made by a newer version. Other logs are not concerned.
public final class DamagedLog extends RuntimeException {
    DamagedLog(Path file, String what) {
        super(file + ": " + what);
    }

    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNull(super.getMessage());
    }
}
