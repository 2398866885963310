package dev.slipway.protocol;

import java.util.List;

/// What the backend's machine can and can't enforce around sandboxes.
///
/// @param isolated whether every wall is there that must be
public record DoctorReport(String engine, boolean isolated, List<Finding> checks) {
    public DoctorReport {
        Check.filled("engine", engine, 200);
        checks = Check.copy("checks", checks);
    }

    /// @param name in a word or two: "network", "memory limit"
    /// @param detail how it is enforced, or what is missing and what to do about it
    public record Finding(String name, Level level, String detail) {
        public Finding {
            Check.filled("name", name, 200);
            Check.present("level", level);
            Check.present("detail", detail);
        }
    }

    /// What is `degraded` isn't held, and sandboxes start all the same; what is `missing` keeps them from starting.
    public enum Level {
        enforced,
        degraded,
        missing
    }
}
