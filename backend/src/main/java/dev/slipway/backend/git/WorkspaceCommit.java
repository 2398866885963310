package dev.slipway.backend.git;

import dev.slipway.protocol.FileChange;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/// Makes a turn's commit in the mirror from what stands in a workspace, reading bytes and nothing else. The
/// workspace's own git, its configuration and its attributes play no part. Thread-safe; one turn of a session
/// at a time.
public final class WorkspaceCommit {
    private static final String COMMITTER = "Slipway";
    private static final String COMMITTER_EMAIL = "slipway@localhost";

    private final Mirror mirror;
    private final CommitBounds bounds;
    private final InstantSource clock;

    public WorkspaceCommit(Mirror mirror, CommitBounds bounds, InstantSource clock) {
        this.mirror = mirror;
        this.bounds = bounds;
        this.clock = clock;
    }

    /// Finds the turn's commit on the session's branch, or makes it there. Repeating it after a crash makes no
    /// second one. Where nothing differs from the branch there is no commit.
    ///
    /// @param candidates all that may differ from the base commit, not only what this turn changed
    /// @throws GitRefused where the mirror can't be read or written, or the branch moved meanwhile
    public Committed make(CommitRequest request, Candidates candidates, WorkspaceFiles files)
            throws InterruptedException {
        Repository repository = mirror.repository();
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit base = walk.parseCommit(ObjectId.fromString(request.baseCommit()));
            Ref ref = repository.exactRef(Branches.inMirror(request.branch()));
            RevCommit tip = walk.parseCommit(ref == null ? ObjectId.fromString(request.parent()) : ref.getObjectId());
            RevCommit made = ofTurn(walk, base, tip, request);
            if (made != null) return committed(request, made, made, List.of());
            return make(request, candidates, files, base, tip, ref);
        } catch (IOException e) {
            throw new GitRefused("The turn's commit can't be made: " + e.getMessage(), e);
        }
    }

    private Committed make(
            CommitRequest request,
            Candidates candidates,
            WorkspaceFiles files,
            RevCommit base,
            RevCommit tip,
            @Nullable Ref ref)
            throws IOException, InterruptedException {
        Repository repository = mirror.repository();
        Notices notices = new Notices();
        try (ObjectReader reader = repository.newObjectReader();
                ObjectInserter inserter = new CheckedInserter(repository.newObjectInserter())) {
            TreeIndex before = TreeIndex.read(reader, base.getTree());
            TreeIndex onBranch = tip.equals(base) ? before : TreeIndex.read(reader, tip.getTree());
            Blobs blobs = new Blobs(inserter, bounds);
            ObjectId tree = new WorkspaceScan(before, onBranch, files, blobs, notices)
                    .apply(candidates)
                    .write(inserter);
            if (tree.equals(tip.getTree())) return committed(request, null, tip, notices.sentences());
            ObjectId commit = inserter.insert(builder(request, tip, tree));
            inserter.flush();
            move(request, ref, commit);
            try (RevWalk walk = new RevWalk(repository)) {
                RevCommit made = walk.parseCommit(commit);
                return committed(request, made, made, notices.sentences());
            }
        }
    }

    private CommitBuilder builder(CommitRequest request, RevCommit parent, ObjectId tree) {
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setParentId(parent);
        builder.setAuthor(new PersonIdent(
                request.author().name(), request.author().email(), clock.instant(), ZoneId.systemDefault()));
        builder.setCommitter(committer(clock.instant()));
        builder.setMessage(CommitText.of(request).whole());
        return builder;
    }

    static PersonIdent committer(Instant at) {
        return new PersonIdent(COMMITTER, COMMITTER_EMAIL, at, ZoneId.systemDefault());
    }

    private void move(CommitRequest request, @Nullable Ref ref, ObjectId commit) throws IOException {
        RefUpdate update = mirror.repository().updateRef(Branches.inMirror(request.branch()));
        update.setNewObjectId(commit);
        update.setExpectedOldObjectId(ref == null ? ObjectId.zeroId() : ref.getObjectId());
        update.disableRefLog();
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD)
            throw new GitRefused("The branch " + request.branch() + " could not be moved (" + result
                    + "). Nothing was lost: try the turn's commit again");
    }

    private static @Nullable RevCommit ofTurn(RevWalk walk, RevCommit base, RevCommit tip, CommitRequest request)
            throws IOException {
        walk.markStart(tip);
        walk.markUninteresting(base);
        for (RevCommit commit : walk) {
            walk.parseBody(commit);
            boolean same = commit.getFooterLines(CommitText.TURN)
                            .contains(request.turn().value())
                    && commit.getFooterLines(CommitText.SESSION)
                            .contains(request.session().value());
            if (same) return commit;
        }
        return null;
    }

    private Committed committed(CommitRequest request, @Nullable RevCommit made, RevCommit head, List<String> notices) {
        List<FileChange> changes = head.name().equals(request.baseCommit())
                ? List.of()
                : mirror.changes(request.baseCommit(), head.name());
        String subject = made == null ? CommitText.of(request).subject() : made.getShortMessage();
        return new Committed(made == null ? null : made.name(), request.branch(), subject, notices, changes);
    }
}
