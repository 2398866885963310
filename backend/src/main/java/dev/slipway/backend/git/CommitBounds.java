package dev.slipway.backend.git;

/// The most that one commit takes over from a workspace; what is beyond is left out with a notice.
///
/// @param fileBytes of one file
/// @param totalBytes of all files that are read for one commit
/// @param files how many are read for one commit
public record CommitBounds(long fileBytes, long totalBytes, int files) {
    /// 100 MB for a file, 1 GB in all, 100,000 files.
    public static final CommitBounds DEFAULT = new CommitBounds(100L << 20, 1L << 30, 100_000);
}
