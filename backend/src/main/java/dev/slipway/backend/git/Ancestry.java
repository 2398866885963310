package dev.slipway.backend.git;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/// Which commit comes from which. Thread-safe; every walk is bounded or ends at a merge base.
final class Ancestry {
    private static final int MOST_WALKED = 20_000;

    private final Repository repository;

    Ancestry(Repository repository) {
        this.repository = repository;
    }

    Optional<String> nearest(String commit, Set<String> among) throws IOException {
        if (among.isEmpty()) return Optional.empty();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(commit)));
            RevCommit seen = walk.next();
            for (int i = 0; seen != null && i < MOST_WALKED; i++, seen = walk.next())
                if (among.contains(seen.name())) return Optional.of(seen.name());
        }
        for (String other : among) if (related(commit, other)) return Optional.of(other);
        return Optional.empty();
    }

    /// False also where the ancestor isn't here.
    boolean reaches(String commit, String ancestor) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(ancestor)), walk.parseCommit(ObjectId.fromString(commit)));
        } catch (MissingObjectException e) {
            return false;
        }
    }

    private boolean related(String commit, String other) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ObjectId.fromString(commit)));
            walk.markStart(walk.parseCommit(ObjectId.fromString(other)));
            return walk.next() != null;
        } catch (MissingObjectException e) {
            return false;
        }
    }
}
