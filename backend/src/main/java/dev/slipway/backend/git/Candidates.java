package dev.slipway.backend.git;

import java.util.List;

/// Where a workspace may differ from its base; everything else is the same.
///
/// @param entries paths that are new, were written to, or are gone; what was a folder is gone with all below
/// @param folders in which everything may differ
public record Candidates(List<String> entries, List<String> folders) {
    public Candidates {
        entries = List.copyOf(entries);
        folders = List.copyOf(folders);
    }
}
