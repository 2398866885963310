package dev.slipway.backend.sandbox;

/// The most that one sandbox may use.
///
/// @param memoryBytes of all its processes and its /tmp
/// @param cpus 1.0 is one processor
/// @param processes at once, threads counted
/// @param openFiles of one process
/// @param diskBytes that it may have written to its layer and its home
public record Limits(long memoryBytes, double cpus, int processes, int openFiles, long diskBytes) {
    /// 4 GB of memory, 2 processors, 1,024 processes, 4,096 files, 10 GB of disk.
    public static final Limits DEFAULT = new Limits(4L << 30, 2.0, 1024, 4096, 10L << 30);

    public Limits withDisk(long bytes) {
        return new Limits(memoryBytes, cpus, processes, openFiles, bytes);
    }
}
