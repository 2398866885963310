package dev.slipway.backend.git;

import dev.slipway.protocol.FileChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a turn's changes.
///
/// @param commit its full id, or null where the workspace holds what the branch holds already
/// @param notices what was left out and why, in sentences for the person
/// @param files all that differs from the base commit
public record Committed(
        @Nullable String commit, String branch, String subject, List<String> notices, List<FileChange> files) {
    public Committed {
        notices = List.copyOf(notices);
        files = List.copyOf(files);
    }
}
