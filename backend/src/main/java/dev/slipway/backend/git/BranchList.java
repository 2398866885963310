package dev.slipway.backend.git;

import dev.slipway.protocol.BranchChoices;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/// The branches that a session can begin from: those of the repository on this machine, or of the mirror of one
/// behind a URL. Thread-safe.
public final class BranchList {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MOST_LOOKED_AT = 20_000;
    private static final int MOST = 1_000;

    private final Mirror mirror;

    public BranchList(Mirror mirror) {
        this.mirror = mirror;
    }

    /// Fetches first where that was not done within a minute and the repository is behind a URL; where that fails, it
    /// is what is known.
    ///
    /// @throws GitRefused where it can't be reached and nothing is known, or can't be read
    public BranchChoices read() throws InterruptedException {
        try {
            return switch (mirror.origin()) {
                case LocalOrigin local -> {
                    try (Repository repository = local.open()) {
                        yield of(repository);
                    }
                }
                case RemoteOrigin remote -> remote();
            };
        } catch (IOException e) {
            throw new GitRefused("The branches of " + mirror.location() + " can't be read: " + e.getMessage(), e);
        }
    }

    private BranchChoices remote() throws IOException, InterruptedException {
        if (mirror.wasFetchedWithin(FRESH)) return of(mirror.repository());
        try {
            mirror.fetch(Progress.NONE);
        } catch (GitRefused e) {
            BranchChoices known = of(mirror.repository());
            if (known.names().isEmpty()) throw e;
            return known;
        }
        return of(mirror.repository());
    }

    private record Branch(String name, int committedAt) {}

    private static BranchChoices of(Repository repository) throws IOException {
        List<Branch> branches = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                String name = Repository.shortenRefName(ref.getName());
                if (Branches.isOfSession(name) || branches.size() >= MOST_LOOKED_AT) continue;
                Branch branch = branch(walk, name, ref.getObjectId());
                if (branch != null) branches.add(branch);
            }
        }
        branches.sort(Comparator.comparing(Branch::committedAt).reversed().thenComparing(Branch::name));
        return new BranchChoices(
                standard(repository),
                branches.stream().limit(MOST).map(Branch::name).toList());
    }

    private static @Nullable Branch branch(RevWalk walk, String name, @Nullable ObjectId commit) throws IOException {
        if (commit == null) return null;
        try {
            return new Branch(name, walk.parseCommit(commit).getCommitTime());
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            // A broken one can't be begun from; the others can.
            return null;
        }
    }

    private static @Nullable String standard(Repository repository) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        if (head == null || head.getObjectId() == null) return null;
        return head.isSymbolic()
                ? Repository.shortenRefName(head.getTarget().getName())
                : head.getObjectId().name();
    }
}
