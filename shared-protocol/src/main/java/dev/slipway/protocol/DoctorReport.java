package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the backend's machine can and can't enforce around sandboxes.
///
/// @param isolated whether every wall is there that must be
/// @param images the room that they take; null where an older backend doesn't tell
public record DoctorReport(
        String engine,
        boolean isolated,
        List<Finding> checks,
        @Nullable ImageRoom images) {
    public DoctorReport {
        Check.filled("engine", engine, 200);
        checks = Check.copy("checks", checks);
    }

    /// @param diskBytes of images and what sessions stand on together
    /// @param diskLimitBytes over which those go that were used longest ago
    public record ImageRoom(long diskBytes, long diskLimitBytes) {
        public ImageRoom {
            Check.notNegative("diskBytes", diskBytes);
            Check.notNegative("diskLimitBytes", diskLimitBytes);
        }
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
