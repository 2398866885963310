package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a session changed, or one turn of it: all that differs between two commits.
///
/// @param headCommit the base commit where nothing was committed
/// @param branch the session's, or null before its first commit
/// @param bringCommand the shell command that brings the whole branch to the person, or null where there is none
/// @param files by path
public record Changes(
        String baseCommit,
        String headCommit,
        @Nullable String branch,
        @Nullable String bringCommand,
        List<FileChange> files) {
    public Changes {
        Check.filled("baseCommit", baseCommit, 64);
        Check.filled("headCommit", headCommit, 64);
        files = Check.copy("files", files);
    }
}
