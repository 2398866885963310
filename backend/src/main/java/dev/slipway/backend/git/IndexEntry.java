package dev.slipway.backend.git;

import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;

/// What the index says of a path. Immutable.
///
/// @param unmerged whether it waits for a merge to be resolved
/// @param skipped whether it is left out of the checkout
record IndexEntry(Version version, boolean unmerged, boolean skipped) {
    static IndexEntry of(DirCache index, String path) {
        int at = index.findEntry(path);
        if (at < 0) return new IndexEntry(Version.NOTHING, false, false);
        DirCacheEntry entry = index.getEntry(at);
        return new IndexEntry(
                new Version(entry.getFileMode(), entry.getObjectId()),
                entry.getStage() != DirCacheEntry.STAGE_0,
                entry.isSkipWorkTree());
    }
}
