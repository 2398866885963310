package dev.slipway.backend.store;

import java.nio.file.Path;

/// A log file that can't be used: damaged, or made by a newer version. Other logs are not concerned.
public final class DamagedLog extends RuntimeException {
    private final boolean newer;

    private DamagedLog(String message, boolean newer) {
        super(message);
        this.newer = newer;
    }

    /// @param what is wrong with it, in words for people
    public static DamagedLog because(Path file, String what) {
        return new DamagedLog(file + ": " + what, false);
    }

    static DamagedLog newer(Path file, int version) {
        return new DamagedLog(
                file + ": a newer Slipway made this file (version " + version + "); update this one", true);
    }

    /// Whether nothing is wrong with it but that this version is too old to read it.
    public boolean isNewer() {
        return newer;
    }

    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNull(super.getMessage());
    }
}
