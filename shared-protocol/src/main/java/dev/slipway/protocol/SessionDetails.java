package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a session used so far.
///
/// @param usage of all turns, the running one included
/// @param turns that began
/// @param workedMs how long they took together
/// @param events in its log
/// @param logBytes that the log takes on disk, without whole tool outputs
public record SessionDetails(
        Usage usage, int turns, long workedMs, long events, long logBytes, long createdAtMs, Sandbox sandbox) {
    public SessionDetails {
        Check.present("usage", usage);
        Check.notNegative("turns", turns);
        Check.notNegative("workedMs", workedMs);
        Check.notNegative("events", events);
        Check.notNegative("logBytes", logBytes);
        Check.present("sandbox", sandbox);
    }

    /// A session's sandbox: what it may use, and what it uses now.
    ///
    /// @param cpus 1.0 is one processor
    /// @param processLimit threads counted
    /// @param memoryUsedBytes null where none runs, or this machine doesn't tell
    /// @param processes threads counted; null as above
    /// @param cpusUsed over the last seconds, 1.0 is one processor; null as above
    /// @param diskUsedBytes that it has written in all turns; null where it was never started
    /// @param degraded limits that this machine can't enforce, in sentences for people; usually empty
    public record Sandbox(
            State state,
            long memoryLimitBytes,
            double cpus,
            int processLimit,
            long diskLimitBytes,
            @Nullable Long memoryUsedBytes,
            @Nullable Integer processes,
            @Nullable Double cpusUsed,
            @Nullable Long diskUsedBytes,
            List<String> degraded) {
        public Sandbox {
            Check.present("state", state);
            Check.notNegative("memoryLimitBytes", memoryLimitBytes);
            Check.notNegative("processLimit", processLimit);
            Check.notNegative("diskLimitBytes", diskLimitBytes);
            if (memoryUsedBytes != null) Check.notNegative("memoryUsedBytes", memoryUsedBytes);
            if (processes != null) Check.notNegative("processes", processes);
            if (diskUsedBytes != null) Check.notNegative("diskUsedBytes", diskUsedBytes);
            degraded = Check.copy("degraded", degraded);
        }
    }

    /// `none` was never started; of a `released` one the files are kept, and the next turn starts it again.
    public enum State {
        none,
        starting,
        running,
        released
    }
}
